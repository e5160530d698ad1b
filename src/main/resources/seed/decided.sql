-- One batch of decided calls, for measuring. ? are: first, last, the number of all, and a word that makes the batch's run its own.
-- Ordered by time, so that the indexes grow at their end; ends are spread as people decide: two thirds approved, a quarter denied.
create temporary table seeded on commit drop as
with numbered as (
    select n, gen_random_uuid() as id, n % 20 as luck, n % 7 as s, n % 11 as a, (n / 20) % 5 as p,
           date_trunc('milliseconds', clock_timestamp() - interval '90 days'
               + interval '90 days' * ((n - 1)::double precision / ?) - interval '2 hours') as created_at
      from generate_series(?::bigint, ?::bigint) n
), named as (
    select numbered.*,
           (array['bank', 'bank', 'exchange', 'exchange', 'files', 'github', 'crm'])[s + 1] as server,
           (array['transfer', 'create_payee', 'place_order', 'withdraw', 'delete_file', 'merge_pull_request',
                  'update_contact'])[s + 1] as tool,
           (array['financial', 'write', 'financial', 'financial', 'destructive', 'execute', 'write'])[s + 1] as risk,
           (array['trading-bot', 'payments-bot', 'support-bot', 'release-bot', 'crm-sync', 'treasury-bot', 'backup-bot',
                  'research-bot', 'hr-bot', 'ops-bot', 'sales-bot'])[a + 1] as agent,
           (array['alice', 'erin', 'frank'])[a % 3 + 1] as owner,
           (array['bob', 'carol', 'dave', 'grace', 'heidi'])[p + 1] as person,
           case when luck < 12 then 'completed' when luck < 17 then 'denied' when luck = 17 then 'expired'
                when luck = 18 then (array['failed', 'voided', 'withdrawn', 'unknown'])[p % 4 + 1]
                else 'completed' end as status,
           created_at + make_interval(secs => 5 + n % 1800) as decided_at
      from numbered
), told as (
    select named.*,
           '{"ref":"' || ? || '-' || n || '","amount":' || (n * 37 % 100000) || '.' || lpad((n % 100)::text, 2, '0')
               || ',"account":"DE' || lpad((n * 7919 % 1000000000)::text, 18, '0') || '","purpose":"'
               || (array['Invoice of the month, as agreed with the supplier', 'Refund of an order that came back damaged',
                         'Weekly rebalancing between the two accounts', 'Clean-up of what nobody has used for a year'])[n % 4 + 1]
               || '","requestedBy":"' || agent || '","urgent":' || (n % 3 = 0) || '}' as arguments
      from named
)
select told.*,
       'sha256:' || encode(sha256(convert_to(
           '19:countersign-call-v1,' || octet_length(server) || ':' || server || ',' || octet_length(tool) || ':' || tool || ','
           || octet_length(agent) || ':' || agent || ',' || octet_length(arguments) || ':' || arguments || ',', 'UTF8')), 'hex') as digest,
       case when status in ('completed', 'failed', 'unknown', 'voided') then 'approve' when status = 'denied' then 'deny' end as vote,
       case when n % 4 = 0 then 'Checked with the account manager, ticket ' || (n % 9973)
            when status = 'denied' then 'Not without a purchase order' else '' end as comment,
       case when status = 'expired' then created_at + interval '1 hour' else decided_at + interval '1 second' end as ended_at,
       case when status in ('completed', 'failed') then 5 when status = 'unknown' then 6 when status = 'voided' then 4
            else 3 end as version
  from told;

insert into held_call (id, status, version, step, server, tool, agent, owner, digest, era, rule_pointer, rule_message,
        policy_version, quorum, voter_groups, risk, tool_pin, server_identity, created_at, expires_at, claim_node, claim_epoch,
        claim_attempt, claimed_at, ended_at, delivered_at, outcome_error, outcome_sent, outcome_text, void_rule, void_message,
        void_version, finding, finding_note, finding_by, finding_at)
select id, status, version, version, server, tool, agent, owner, digest, 'legacy', '/tools/' || tool || '/deny_if/0',
       'Requires human approval.', 'seed', 1, '', risk, null, 'seed', created_at, created_at + interval '1 hour',
       case when sent then 'seed' end, case when sent then 1 end, case when sent then id end, case when sent then decided_at end,
       ended_at, ended_at, case when sent then status <> 'completed' end, case when sent then true end,
       case status when 'completed' then 'done' when 'failed' then 'The server says that the account is closed.'
                   when 'unknown' then 'The connection broke before the answer.' end,
       case when voided then '/tools/' || tool end, case when voided then 'The policy now denies this.' end,
       case when voided then 'seed' end,
       case when found then 'executed' end, case when found then 'Seen in the statement of account.' end,
       case when found then person end, case when found then ended_at + interval '1 hour' end
  from (select s.*, status in ('completed', 'failed', 'unknown') as sent, status = 'voided' as voided,
               status = 'unknown' as found
          from seeded s) one
 order by created_at;

insert into held_payload (id, arguments, has_arguments, also_sent, meta, message, request_id, headers)
select id, arguments, true, '', '',
       convert_to('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"' || tool || '","arguments":' || arguments
           || '}}', 'UTF8'), '1', '{}'
  from seeded order by created_at;

insert into vote (approval_id, person, decision, comment, send_digest, via, auth, at)
select id, person, vote, comment, digest, 'rest', 'token', decided_at from seeded where vote is not null order by created_at;

-- Every step. xid 0: history, which no live page is told of as if it were news.
insert into approval_event (xid, approval_id, version, at, status, actor, body)
select 0, id, step.version, step.at, step.status, step.actor,
       case when step.version < 3 or vote is null then '{"votes":[],"attached":' || (step.version < 3) || ',"edit":null,"resolved":false}'
            else '{"votes":[{"by":"' || person || '","decision":"' || vote || '","comment":"' || comment || '","sendDigest":"'
                || digest || '","at":"' || to_char(decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
                || '"}],"attached":' || (step.version < s.version and step.version < 5) || ',"edit":null,"resolved":'
                || (step.version = 6) || '}' end
  from seeded s
 cross join lateral (values
        (1, created_at, 'parking', agent),
        (2, created_at + interval '50 milliseconds', 'pending', 'kafka'),
        (3, decided_at, case when vote = 'approve' then 'approved' else s.status end, case when vote is null then 'clock' else person end),
        (4, decided_at, case when s.status = 'voided' then 'voided' else 'releasing' end, 'node seed'),
        (5, ended_at, s.status, 'server ' || server),
        (6, ended_at + interval '1 hour', s.status, person)) as step (version, at, status, actor)
 where step.version <= s.version
 order by created_at, step.version;
