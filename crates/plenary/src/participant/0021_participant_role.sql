-- Roles in the orders they are read in, so that an act does not have to sort them.
DROP INDEX cycle_role_participant;
CREATE INDEX cycle_role_participant ON cycle_role (participant, since DESC, cycle, role);
CREATE INDEX cycle_role_holders ON cycle_role (cycle, role, since, participant);
