import { type Command, InvalidArgumentError } from 'commander'
import {
  askException,
  decideException,
  deleteFreeze,
  listFreezes,
  type Scope,
  scopeKinds,
  setFreeze,
  showCalendar,
  showWaiting,
} from './commands/calendar.ts'
import { gather, type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** `pao calendar` and `pao freeze`: when nothing may begin. */
export function addCalendars(program: Command, world: World): void {
  const calendar = program.command('calendar').description('when nothing may begin, and why')
  remoteFlags(calendar.command('show', { isDefault: true }).description('closed times to come'))
    .option('--from <time>', 'ISO 8601; now when left out')
    .option('--to <time>', 'ISO 8601; a year later when left out')
    .option('--environment <name>', 'as far as it concerns this environment')
    .option('--item <id>', 'with the windows of this item')
    .action((options: Global & { from?: string; to?: string }) => {
      const { from, to, environment, item } = options as Record<string, string | undefined>
      const query = { from, to, environment, item }
      const asked = Object.entries(query).filter(([, value]) => value !== undefined)
      return showCalendar(remoteOf(world, options), Object.fromEntries(asked))
    })
  remoteFlags(calendar.command('waiting').description('orders that wait for it')).action(
    (options: Global) => showWaiting(remoteOf(world, options)),
  )
  addFreeze(program, world)
}

type SetFlags = Global & {
  from: string
  to: string
  reason: string
  timezone?: string
  for: Scope
  approver: string[]
}

function addFreeze(program: Command, world: World): void {
  const freeze = program.command('freeze').description('change freezes')
  remoteFlags(freeze.command('list').description('freezes as they were set')).action(
    (options: Global) => listFreezes(remoteOf(world, options)),
  )
  remoteFlags(
    freeze
      .command('set <name>')
      .description('nothing begins from one day to the other, both included'),
  )
    .requiredOption(
      '--from <day>',
      '2026-09-25, the local time 2026-09-25T18:00, or 09-25 for every year',
      everyYear,
    )
    .requiredOption('--to <day>', 'the last day, or the time when it is over', everyYear)
    .requiredOption('--reason <text>', 'shown to who waits for it')
    .option('--timezone <name>', 'IANA name; UTC when left out')
    .option(
      '--for <kind=name>',
      'of which orders: environment, item, category, team or owner; may be given often',
      scoped,
      {},
    )
    .option('--approver <name>', 'who may let an order begin: e-mail, team or role', gather, [])
    .action((name: string, options: SetFlags) => {
      const { from, to, reason, timezone, approver } = options
      const zone = timezone === undefined ? {} : { timezone }
      const flags = { reason, approver, scope: options.for, ...zone }
      return setFreeze(remoteOf(world, options), { name, from, to }, flags)
    })
  remoteFlags(freeze.command('delete <name>').description('take one away')).action(
    (name: string, options: Global) => deleteFreeze(remoteOf(world, options), name),
  )
  remoteFlags(freeze.command('ask <request>').description('ask that a request may begin'))
    .requiredOption('--reason <text>', 'why it cannot wait')
    .action((id: string, options: Global & { reason: string }) =>
      askException(remoteOf(world, options), id, options.reason),
    )
  remoteFlags(freeze.command('except <request>').description('let a request begin all the same'))
    .option('--refuse', 'say no to who asked for that')
    .option('--comment <text>', 'why')
    .action((id: string, options: Global & { refuse?: boolean; comment?: string }) =>
      decideException(remoteOf(world, options), id, options),
    )
}

function scoped(text: string, known: Scope): Scope {
  const [kind = '', ...rest] = text.split('=')
  const name = rest.join('=')
  const list = Object.entries(scopeKinds).find(([one]) => one === kind)?.[1]
  if (list === undefined || name === '')
    throw new InvalidArgumentError(`It must be ${Object.keys(scopeKinds).join('=, ')}=<name>`)
  return { ...known, [list]: [...(known[list] ?? []), name] }
}

/** The API writes a day of every year as ISO 8601 once did, which reads like an option here. */
function everyYear(text: string): string {
  return /^\d\d-\d\d(T\d\d:\d\d)?$/.test(text) ? `--${text}` : text
}
