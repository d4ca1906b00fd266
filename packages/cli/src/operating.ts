import { Argument, type Command, Option } from 'commander'
import { showAutomation, switchAutomation, type SwitchFlags } from './commands/automation.ts'
import { listBreakers, resetBreaker } from './commands/breaker.ts'
import {
  adopt,
  type OrphanFilter,
  orphans,
  remove,
  resolve,
  type ResolveOptions,
} from './commands/effects.ts'
import { listErrors, resolveError } from './commands/error.ts'
import { listLimits, removeLimit, type Scope, scopes, setLimit } from './commands/limit.ts'
import { deleteSecret, listSecrets, rotateKey, setSecret } from './commands/secret.ts'
import { addCalendars } from './calendars.ts'
import { addQuotas } from './quotas.ts'
import { addTenants } from './tenants.ts'
import { gather, type Global, remoteFlags, remoteOf, rows, type World } from './flags.ts'

/** Commands of operators and platform teams beside orders: effects, automation, breakers, errors, limits, secrets. */
export function addOperating(program: Command, world: World): void {
  addEffects(program, world)
  addAutomation(program, world)
  addBreaker(program, world)
  addError(program, world)
  addLimit(program, world)
  addQuotas(program, world)
  addCalendars(program, world)
  addSecret(program, world)
  addTenants(program, world)
}

function addEffects(program: Command, world: World): void {
  const request = program.commands.find((one) => one.name() === 'request')
  remoteFlags(
    (request ?? program)
      .command('resolve <id> <action>')
      .description('say whether an effect of unknown outcome was made'),
  )
    .option('--happened', 'it was: the action succeeds')
    .option('--not-happened', 'it was not: the action is called again')
    .option('--value <name=text>', 'an output it brought, name:=json if no text', gather, [])
    .option('--comment <text>', 'what was seen, for the record')
    .action((id: string, action: string, options: Global & ResolveOptions) =>
      resolve(remoteOf(world, options), [id, action], options),
    )
  const family = program.command('effects').description('what requests may have left outside')
  remoteFlags(family.command('orphans').description('by request, newest first'))
    .addOption(new Option('--state <state>', 'which of them').choices(['open', 'resolved']))
    .option('--limit <count>', 'rows, at most 200', rows)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action((options: Global & OrphanFilter) => {
      const { state, limit, cursor } = options
      const filter = Object.entries({ state, limit, cursor }).filter(([, one]) => one !== undefined)
      return orphans(remoteOf(world, options), Object.fromEntries(filter))
    })
  remoteFlags(family.command('adopt <orphan>').description('it exists and is looked after'))
    .requiredOption('--comment <text>', 'why, for the record')
    .option('--reference <text>', 'where it is found from now on')
    .action((id: string, options: Global & { comment: string; reference?: string }) =>
      adopt(remoteOf(world, options), id, options),
    )
  remoteFlags(family.command('delete <orphan>').description('have it deleted, or say it is gone'))
    .requiredOption('--comment <text>', 'why, for the record')
    .option('--by-hand', 'it is gone already: the connector is not asked', false)
    .action((id: string, options: Global & { comment: string; byHand: boolean }) =>
      remove(remoteOf(world, options), id, options),
    )
}

function addAutomation(program: Command, world: World): void {
  const automation = program
    .command('automation')
    .description('whether an item is carried out by automation')
  remoteFlags(
    automation.command('show <item>').description('whether it is off, since when and why'),
  ).action((item: string, options: Global) => showAutomation(remoteOf(world, options), item))
  remoteFlags(
    automation.command('off <item>').description('leave it to people; others wait until it is on'),
  )
    .requiredOption('--reason <text>', 'why')
    .option('--until <time>', 'on again by itself then (ISO 8601)')
    .option('--running', 'also what requests that run have not begun')
    .action((item: string, options: Global & SwitchFlags) =>
      switchAutomation(remoteOf(world, options), item, { off: true, ...flagsOf(options) }),
    )
  remoteFlags(automation.command('on <item>').description('switch it on again'))
    .option('--running', 'also in requests that run')
    .action((item: string, options: Global & SwitchFlags) =>
      switchAutomation(remoteOf(world, options), item, { off: false, ...flagsOf(options) }),
    )
}

function flagsOf({ reason, until, running }: SwitchFlags): SwitchFlags {
  return {
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
    ...(running === true && { running }),
  }
}

function addBreaker(program: Command, world: World): void {
  const breaker = program.command('breaker').description('systems that are left alone for now')
  remoteFlags(breaker.command('list').description('circuit breakers that are not closed')).action(
    (options: Global) => listBreakers(remoteOf(world, options)),
  )
  remoteFlags(
    breaker.command('reset <target>').description('call a system again at once, e.g. host:443'),
  ).action((target: string, options: Global) => resetBreaker(remoteOf(world, options), target))
}

function addError(program: Command, world: World): void {
  const error = program.command('error').description('unexpected errors of the server, by kind')
  remoteFlags(error.command('list').description('last seen first'))
    .option('--resolved', 'those that were called resolved', false)
    .action((options: Global & { resolved: boolean }) =>
      listErrors(remoteOf(world, options), options),
    )
  remoteFlags(
    error.command('resolve <fingerprint>').description('call one resolved until it is seen again'),
  ).action((fingerprint: string, options: Global) =>
    resolveError(remoteOf(world, options), fingerprint),
  )
}

const scoped = (command: Command): Command =>
  remoteFlags(
    command
      .addArgument(new Argument('<scope>', 'what is limited').choices(scopes))
      .argument('<name>', 'item, queue, tenant, or target: <type> or <type>@<connection or host>'),
  )

function addLimit(program: Command, world: World): void {
  const limit = program.command('limit').description('how many actions may be under way at once')
  remoteFlags(limit.command('list').description('limits, what is taken of them, who waits')).action(
    (options: Global) => listLimits(remoteOf(world, options)),
  )
  scoped(limit.command('set').description('set a limit; 0 lets nothing start'))
    .argument('<most>', 'actions under way at once', rows)
    .action((scope: Scope, name: string, most: number, options: Global) =>
      setLimit(remoteOf(world, options), { scope, name }, most),
    )
  scoped(limit.command('remove').description('take a limit away')).action(
    (scope: Scope, name: string, options: Global) =>
      removeLimit(remoteOf(world, options), { scope, name }),
  )
}

function addSecret(program: Command, world: World): void {
  const secret = program.command('secret').description("your tenant's table of secrets")
  remoteFlags(secret.command('list').description('what is set, by whom and when')).action(
    (options: Global) => listSecrets(remoteOf(world, options)),
  )
  remoteFlags(
    secret.command('set <name>').description('set it to what comes on the standard input'),
  ).action(async (name: string, options: Global) =>
    setSecret(remoteOf(world, options), name, await world.input()),
  )
  remoteFlags(secret.command('delete <name>').description('take it away for good')).action(
    (name: string, options: Global) => deleteSecret(remoteOf(world, options), name),
  )
  remoteFlags(
    secret.command('rotate-key').description('seal all keys with the newest key of the server'),
  ).action((options: Global) => rotateKey(remoteOf(world, options)))
}
