-- Why an admin changed a policy, in their words.
alter table policy_version add column note text not null default '';
