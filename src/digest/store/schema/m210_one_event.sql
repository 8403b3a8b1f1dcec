-- A request of SendGrid's webhook tells of many readers, and was kept whole as the evidence of each:
-- of each only what tells of them stays. What was cut off, and is no JSON, goes.

UPDATE bounces SET evidence = CASE WHEN json_valid(evidence) THEN (
    SELECT json_group_array(json(e.value)) FROM json_each(bounces.evidence) e
    WHERE CASE WHEN e.type = 'object' THEN lower(json_extract(e.value, '$.email')) END
        IN (SELECT lower(a.value) FROM json_each(bounces.addresses) a)
) ELSE '' END
WHERE origin = 'sendgrid' AND substr(ltrim(evidence), 1, 1) = '[';
