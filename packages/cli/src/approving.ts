import { type Command, Option } from 'commander'
import {
  decide,
  type DecideFlags,
  delegate,
  type Inbox,
  inboxes,
  listApprovals,
  showApproval,
} from './commands/approval.ts'
import { type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** Commands of those who agree to requests. */
export function addApprovals(program: Command, world: World): void {
  const family = program.command('approval').description('what people must agree to')
  remoteFlags(family.command('list').description('what waits for your decision'))
    .addOption(new Option('--state <state>', 'which of them').choices(inboxes))
    .action((options: Global & { state?: Inbox }) =>
      listApprovals(remoteOf(world, options), options.state),
    )
  remoteFlags(
    family.command('show <approval>').description('what is asked, and what a decision is bound to'),
  ).action((id: string, options: Global) => showApproval(remoteOf(world, options), id))
  for (const verb of ['approve', 'reject'] as const)
    remoteFlags(
      family
        .command(`${verb} <approval>`)
        .description(verb === 'approve' ? 'agree to it' : 'refuse it; one refusal ends it'),
    )
      .option('--digest <digest>', 'of what was seen; refused if it has changed since')
      .option('--stage <name>', 'where you are asked in several stages')
      .option('--comment <text>', 'for the record')
      .action((id: string, options: Global & DecideFlags) =>
        decide(remoteOf(world, options), { id, verb }, options),
      )
  remoteFlags(
    family.command('delegate <approval>').description('hand your voice in it to somebody else'),
  )
    .requiredOption('--to <email>', 'who decides in your place')
    .option('--digest <digest>', 'of what was seen')
    .action((id: string, options: Global & { to: string; digest?: string }) =>
      delegate(remoteOf(world, options), id, options),
    )
}
