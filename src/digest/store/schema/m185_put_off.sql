-- Whose pause put a mail off: that of the reader's domain, or of the relay that `relay` names.
-- Empty where it waits for its own next try: the end of a pause does not bring that forward.

ALTER TABLE deliveries ADD COLUMN put_off TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN put_off TEXT NOT NULL DEFAULT '';
