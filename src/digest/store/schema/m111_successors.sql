-- Which newsletter a reader chose in the place of this one: the same in another language. What was
-- frozen of this one before still goes out, and nothing else does. Empty but for who left so.

ALTER TABLE subscriptions ADD COLUMN successor TEXT NOT NULL DEFAULT '';
CREATE INDEX subscriptions_successor ON subscriptions (successor) WHERE successor <> '';
