import { type Command, Option } from 'commander'
import {
  type AuditFilter,
  eraseFromAudit,
  exportAudit,
  holdAudit,
  listAudit,
  releaseAudit,
  showCheckpoints,
} from './commands/audit.ts'
import { verifyAudit, type VerifyOptions } from './commands/audit-verify.ts'
import { gather, type Global, remoteFlags, remoteOf, rows, type World } from './flags.ts'

/** Commands of auditors. */
export function addAudit(program: Command, world: World): void {
  const audit = program
    .command('audit')
    .description('what was done, and whether the record is whole')
  filtered(remoteFlags(audit.command('list').description('newest first')))
    .option('--limit <count>', 'rows, at most 200', rows)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action((options: Global & AuditFilter & { limit?: number; cursor?: string }) => {
      const { limit, cursor } = options
      return listAudit(remoteOf(world, options), {
        ...filterOf(options),
        ...(limit !== undefined && { limit }),
        ...(cursor !== undefined && { cursor }),
      })
    })
  remoteFlags(
    audit
      .command('verify')
      .description('recompute the chain here and compare it with signed checkpoints'),
  )
    .option('--file <file>', 'an export as NDJSON; then no server is asked')
    .option('--checkpoints <place>', 'folder or file of checkpoints kept elsewhere')
    .option('--key <file>', 'public key of the checkpoints as PEM, kept elsewhere')
    .option('--archive', 'an older export: checkpoints need not reach to now')
    .action((options: Global & VerifyOptions) =>
      verifyAudit(remoteOf(world, options), world.now, options),
    )
  filtered(remoteFlags(audit.command('export').description('the log for other systems')))
    .addOption(
      new Option('--form <form>', 'how')
        .choices(['ndjson', 'csv', 'cef', 'ocsf'])
        .default('ndjson'),
    )
    .requiredOption('--out <file>', 'where it is written')
    .action(
      (
        options: Global & AuditFilter & { form: 'ndjson' | 'csv' | 'cef' | 'ocsf'; out: string },
      ) => {
        const { form, out } = options
        return exportAudit(remoteOf(world, options), { ...filterOf(options), form, out })
      },
    )
  remoteFlags(
    audit.command('checkpoints').description('checkpoints and their key, to be kept elsewhere'),
  ).action((options: Global) => showCheckpoints(remoteOf(world, options)))
  addUpkeep(audit, world)
}

function addUpkeep(audit: Command, world: World): void {
  remoteFlags(audit.command('hold <name>').description('let nothing be erased or dropped'))
    .requiredOption('--reason <text>', 'why, for the record')
    .action((name: string, options: Global & { reason: string }) =>
      holdAudit(remoteOf(world, options), name, options.reason),
    )
  remoteFlags(audit.command('release <name>').description('lift a hold')).action(
    (name: string, options: Global) => releaseAudit(remoteOf(world, options), name),
  )
  remoteFlags(audit.command('erase').description('take what is personal of somebody out'))
    .requiredOption('--name <name>', 'an id or e-mail of theirs; may be given often', gather, [])
    .requiredOption('--reason <text>', 'why, without naming them')
    .action((options: Global & { name: string[]; reason: string }) =>
      eraseFromAudit(remoteOf(world, options), options.name, options.reason),
    )
}

function filtered(command: Command): Command {
  return command
    .option('--actor <id>', 'only of this person or key')
    .option('--action <action>', 'only this, or with a dot at the end all of a noun: limit.')
    .option('--object-type <type>', 'only on this kind of thing')
    .option('--object-id <id>', 'only on this one')
    .addOption(
      new Option('--outcome <outcome>', 'what came of it').choices(['done', 'read', 'refused']),
    )
    .option('--from <time>', 'not before (ISO 8601)')
    .option('--to <time>', 'before (ISO 8601)')
}

function filterOf({
  actor,
  action,
  objectType,
  objectId,
  outcome,
  from,
  to,
}: AuditFilter): AuditFilter {
  const given = { actor, action, objectType, objectId, outcome, from, to }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
