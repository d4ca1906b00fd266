import { Command, InvalidArgumentError, Option } from 'commander'
import { createKey, roles } from './commands/api-key.ts'
import { showAutomation, switchAutomation, type SwitchFlags } from './commands/automation.ts'
import { story } from './commands/story.ts'
import { listBreakers, resetBreaker } from './commands/breaker.ts'
import {
  diff,
  docs,
  schema,
  type Surroundings,
  upgradeFiles,
  validate,
  type ValidateForm,
  validateForms,
} from './commands/catalog.ts'
import {
  adopt,
  effects,
  type OrphanFilter,
  orphans,
  remove,
  resolve,
  type ResolveOptions,
} from './commands/effects.ts'
import { type OrderOptions, preview, submit } from './commands/order.ts'
import {
  cancel,
  list,
  type ListFilter,
  logs,
  outputs,
  retry,
  rollback,
  status,
} from './commands/request.ts'
import { serve } from './commands/serve.ts'
import { watch } from './commands/watch.ts'
import { readCliConfig } from './config.ts'
import { type OutputForm, outputForms } from './print.ts'
import type { Remote } from './remote.ts'

export type World = Surroundings & { version: string; pause(ms: number): Promise<void> }

/** What every command that asks the server takes. */
type Global = { url?: string; token?: string; output: OutputForm }

/** The whole command line, ready to parse. `docs/cli.md` is printed from it. */
export function createProgram(world: World): Command {
  const program = new Command('pao')
    .description('Platform Automation Orchestrator: check catalogs, order, follow.')
    .version(world.version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done; 1 the answer is no; 2 could not be asked.\nEnvironment: PAO_URL, PAO_TOKEN.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.screen.out(text.trimEnd()),
      writeErr: (text) => world.screen.err(text.trimEnd()),
    })
    .showHelpAfterError('(pao --help lists what there is)')
  addCatalog(program, world)
  addRequest(program, world)
  addEffects(program, world)
  addAutomation(program, world)
  addBreaker(program, world)
  orderFlags(
    remoteFlags(
      program
        .command('preview <item>')
        .description('show the whole plan of an order; nothing is touched'),
    ),
  ).action((item: string, options: Global & OrderOptions) =>
    preview(remoteOf(world, options), item, options),
  )
  program.command('serve').description('run the server of this installation').action(serve)
  addKeys(program, world)
  return program
}

function addKeys(program: Command, world: World): void {
  const keys = program.command('api-key').description('API keys for machines')
  remoteFlags(keys.command('create <name>').description('make a key; it is shown once'))
    .addOption(
      new Option('--role <role>', 'what it may do; may be given often')
        .choices([...roles])
        .argParser(gatherOneOf(roles))
        .makeOptionMandatory(),
    )
    .option('--team <team>', 'a team it acts for; may be given often', gather, [])
    .option('--expires <time>', 'ISO 8601 moment after which it is refused')
    .action((name: string, options: KeyFlags) => createKey(remoteOf(world, options), name, options))
}

type KeyFlags = Global & Parameters<typeof createKey>[2]

function remoteOf(world: World, options: Global): Remote {
  return {
    config: readCliConfig({
      ...(options.url !== undefined && { url: options.url }),
      ...(options.token !== undefined && { token: options.token }),
    }),
    screen: world.screen,
    cwd: world.cwd,
    output: options.output,
    pause: world.pause,
  }
}

function remoteFlags(command: Command): Command {
  return command
    .option('--url <url>', 'where the service is (PAO_URL)')
    .option('--token <key>', 'API key (PAO_TOKEN)')
    .addOption(
      new Option('-o, --output <form>', 'how the answer is printed')
        .choices([...outputForms])
        .default('table'),
    )
}

const gather = (value: string, before: readonly string[]) => [...before, value]

const gatherOneOf =
  <T extends string>(allowed: readonly T[]) =>
  (value: string, before: readonly T[] = []): readonly T[] => {
    const known = allowed.find((one) => one === value)
    if (known === undefined) throw new InvalidArgumentError(`It is one of ${allowed.join(', ')}.`)
    return [...before, known]
  }

function rows(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It is a whole number.')
  return Number(value)
}

function orderFlags(command: Command): Command {
  return command
    .option('-f, --field <name=value>', 'an answer; may be given often', gather, [])
    .option('--fields-file <file>', 'YAML or JSON map of answers; - reads standard input')
    .option('-e, --environment <name>', 'environment the order is for')
    .option('--item-version <range>', 'version of the item, e.g. ^2')
    .option('--reason <text>', 'why, for the record')
    .option('--on-behalf-of <e-mail>', 'who it is for')
    .option('--not-before <time>', 'ISO 8601 moment before which nothing starts')
}

function addCatalog(program: Command, world: World): void {
  const catalog = program
    .command('catalog')
    .description('check and change catalog documents; needs no server')
  catalog
    .command('validate [paths...]')
    .description('every fault of every file, with place and mend')
    .addOption(
      new Option('-o, --output <form>', 'how faults are printed')
        .choices([...validateForms])
        .default('text'),
    )
    .option('--strict', 'warnings are errors', false)
    .action((paths: string[], options: { output: ValidateForm; strict: boolean }) =>
      validate(world, orHere(paths), options),
    )
  catalog
    .command('upgrade [paths...]')
    .description('rewrite v1.0 documents as v2.0, comments kept')
    .option('--write', 'change the files; otherwise print', false)
    .action((paths: string[], options: { write: boolean }) =>
      upgradeFiles(world, orHere(paths), options),
    )
  catalog
    .command('schema')
    .description('the JSON Schema of a document')
    .addOption(
      new Option('--document <version>', 'which document')
        .choices(['1.0', '2.0', 'bundle'])
        .default('2.0'),
    )
    .addOption(
      new Option('--draft <draft>', 'JSON Schema draft')
        .choices(['2020-12', 'draft-07'])
        .default('2020-12'),
    )
    .action((options: { document: '1.0' | '2.0' | 'bundle'; draft: '2020-12' | 'draft-07' }) =>
      schema(world, options.document, options.draft),
    )
  catalog
    .command('diff <before> <after>')
    .description('what a change means for those who order; exit 1 when breaking')
    .addOption(
      new Option('-o, --output <form>', 'how the answer is printed')
        .choices([...outputForms])
        .default('table'),
    )
    .action((before: string, after: string, options: { output: OutputForm }) =>
      diff(world, [before, after], options.output),
    )
  catalog
    .command('docs [paths...]')
    .description('a Markdown page per document')
    .option('--out <folder>', 'write files there instead of printing')
    .action((paths: string[], options: { out?: string }) => docs(world, orHere(paths), options.out))
}

function orHere(paths: string[]): string[] {
  return paths.length > 0 ? paths : ['.']
}

type SubmitFlags = Global &
  OrderOptions & { dryRun: boolean; wait: boolean; idempotencyKey?: string }

function addRequest(program: Command, world: World): void {
  const request = program.command('request').description('order, follow and steer requests')
  orderFlags(remoteFlags(request.command('submit <item>').description('order an item')))
    .option('--dry-run', 'show the plan instead of ordering', false)
    .option('--wait', 'follow to the end; exit 1 unless completed', false)
    .option('--idempotency-key <key>', 'the same key never orders twice')
    .action((item: string, options: SubmitFlags) => submit(remoteOf(world, options), item, options))
  remoteFlags(request.command('list').description('newest first'))
    .option('--state <states>', 'only in this state, or in one of several separated by commas')
    .option('--item <id>', 'only of this item')
    .option('-e, --environment <name>', 'only for this environment')
    .option('--requester <person>', 'only of this person, by e-mail or id')
    .option('-q, --search <text>', 'only with this in item name or reason')
    .option('--limit <count>', 'rows, at most 200', rows)
    .option('--cursor <cursor>', 'go on after an earlier page')
    .action((options: Global & ListFilter & { search?: string }) =>
      list(remoteOf(world, options), filterOf(options)),
    )
  for (const [name, about, run] of [
    ['status', 'state of a request and its actions', status],
    ['logs', 'every attempt of a request', logs],
    ['outputs', 'what a request brought', outputs],
    ['story', 'what became of a request, in plain words', story],
    ['effects', 'what a request made outside, with the evidence', effects],
  ] as const)
    remoteFlags(request.command(`${name} <id>`).description(about)).action(
      (id: string, options: Global) => run(remoteOf(world, options), id),
    )
  remoteFlags(
    request
      .command('watch <id>')
      .description('events as they happen, until the end; exit 1 unless completed'),
  ).action((id: string, options: Global) => watch(remoteOf(world, options), id))
  addSteering(request, world)
}

type Undoing = Global & { reason?: string }

/** Commands that change what becomes of a request. */
function addSteering(request: Command, world: World): void {
  remoteFlags(request.command('cancel <id>').description('stop a request'))
    .option('--reason <text>', 'why, for the record')
    .option('--compensate', 'undo afterwards what had already succeeded', false)
    .action((id: string, options: Undoing & { compensate: boolean }) =>
      cancel(remoteOf(world, options), id, options),
    )
  remoteFlags(
    request.command('rollback <id>').description('undo what a request that has ended made'),
  )
    .option('--reason <text>', 'why, for the record')
    .option('--wait', 'follow to the end; exit 1 unless everything was undone', false)
    .action((id: string, options: Undoing & { wait: boolean }) =>
      rollback(remoteOf(world, options), id, options),
    )
  remoteFlags(request.command('retry <id>').description('go on from where a failed request failed'))
    .option('--from <action>', 'run again from this action')
    .option('--wait', 'follow to the end', false)
    .action((id: string, options: Global & { from?: string; wait: boolean }) =>
      retry(remoteOf(world, options), id, options),
    )
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

function filterOf(options: ListFilter & { search?: string }): ListFilter {
  const { state, item, environment, requester, search, limit, cursor } = options
  const wanted = { state, item, environment, requester, q: search, limit, cursor }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
}
