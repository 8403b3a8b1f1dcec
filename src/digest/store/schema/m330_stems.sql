-- Words are learned by other stems than before: what was learned by those is learned anew.

DELETE FROM lessons;
