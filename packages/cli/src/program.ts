import { Argument, Command, Option } from 'commander'
import { addApprovals } from './approving.ts'
import { addAudit } from './auditing.ts'
import { addPeople } from './people.ts'
import {
  diff,
  docs,
  schema,
  upgradeFiles,
  validate,
  type ValidateForm,
  validateForms,
} from './commands/catalog.ts'
import { newConnector } from './commands/connector.ts'
import { effects } from './commands/effects.ts'
import { edit, explain, gatherChange, skip } from './commands/interfere.ts'
import { type OrderOptions, preview, submit } from './commands/order.ts'
import {
  checkPriceFiles,
  loadPrices,
  type LoadOptions,
  type Vendor,
  vendors,
} from './commands/price.ts'
import { promote, type PromoteFlags } from './commands/promote.ts'
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
import { reveal } from './commands/reveal.ts'
import { serve } from './commands/serve.ts'
import { story } from './commands/story.ts'
import { watch } from './commands/watch.ts'
import { addTasks } from './doing.ts'
import { Stop } from './exit.ts'
import { gather, type Global, remoteFlags, remoteOf, rows, takeLogin, type World } from './flags.ts'
import { addOperating } from './operating.ts'
import { addSigningOn } from './signing-on.ts'
import { addSandbox } from './trying.ts'
import { addUpkeep } from './upkeep.ts'
import { type OutputForm, outputForms } from './print.ts'
import { addResources } from './resources.ts'

/** The whole command line, ready to parse. `docs/cli.md` is printed from it. */
export function createProgram(world: World): Command {
  const program = new Command('pao')
    .description('Platform Automation Orchestrator: check catalogs, order, follow.')
    .version(world.version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done; 1 the answer is no; 2 could not be asked.\nEnvironment: PAO_URL, PAO_TOKEN, PAO_LOGIN_FILE.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.screen.out(text.trimEnd()),
      writeErr: (text) => world.screen.err(text.trimEnd()),
    })
    .showHelpAfterError('(pao --help lists what there is)')
    .hook('preAction', (_program, command) => takeLogin(world, command))
  addCatalog(program, world)
  addSandbox(program, world)
  addRequest(program, world)
  addApprovals(program, world)
  addTasks(program, world)
  addResources(program, world)
  addOperating(program, world)
  addAudit(program, world)
  addPeople(program, world)
  orderFlags(
    remoteFlags(
      program
        .command('preview <item>')
        .description('show the whole plan of an order; nothing is touched'),
    ),
  )
    .option(
      '--dry-run',
      'show of each action which calls it would make and how it would end',
      false,
    )
    .action((item: string, options: Global & OrderOptions & { dryRun: boolean }) =>
      preview(remoteOf(world, options), item, options),
    )
  program
    .command('connector')
    .description('for those who write connectors; needs no server')
    .command('new <type>')
    .description('a folder with a connector that works, to be made into yours')
    .option('--into <folder>', 'folder of the connectors', 'packages/connectors/src')
    .action((type: string, options: { into: string }) => newConnector(world, type, options))
  addPrices(program, world)
  program.command('serve').description('run the server of this installation').action(serve)
  addSigningOn(program, world)
  addUpkeep(program)
  return program
}

function addPrices(program: Command, world: World): void {
  const prices = program.command('price').description('price lists as files; needs no server')
  prices
    .command('check <files...>')
    .description('every fault of price lists and exchange rates, with place and mend')
    .action((files: string[]) => checkPriceFiles(world, files))
  prices
    .command('load')
    .description("make a price list of a provider's own files, whatever their size")
    .addArgument(new Argument('<provider>', 'whose files they are').choices([...vendors]))
    .argument('<files...>', 'AWS offer file, or saved answers of Azure or Google')
    .requiredOption('--region <region>', 'region as the provider names it')
    .option('--currency <code>', 'ISO 4217 code', 'USD')
    .option('--resource <type>', 'resource type items ask for; else the name of the service')
    .option('--only <attribute=value>', 'what prices must have; may be given often', gather, [])
    .option('--where <attribute=name>', 'attribute items name; may be given often', gather, [])
    .option('--per <formula>', 'units for prices by amount, e.g. specifications.disk_gb')
    .option('--name <name>', 'name of the list')
    .option('--out <file>', 'where it is written; else to standard output')
    .action((vendor: Vendor, files: string[], options: PriceFlags) =>
      loadPrices(world, vendor, files, {
        ...options,
        only: pairsOf(options.only),
        where: pairsOf(options.where),
      }),
    )
}

type PriceFlags = Omit<LoadOptions, 'only' | 'where'> & { only: string[]; where: string[] }

function pairsOf(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map((text) => /^([^=]+)=(.*)$/.exec(text))
  if (pairs.some((pair) => pair === null))
    throw new Stop(2, 'write --only and --where as name=value')
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']))
}

function orderFlags(command: Command): Command {
  return command
    .option('-f, --field <name=value>', 'an answer; may be given often', gather, [])
    .option(
      '--component <id=true|false>',
      'of a bundle: wanted or not; may be given often',
      gather,
      [],
    )
    .option('--fields-file <file>', 'YAML or JSON map of answers; - reads standard input')
    .option('-e, --environment <name>', 'environment the order is for')
    .option('--item-version <range>', 'version of the item, e.g. ^2')
    .option('--reason <text>', 'why, for the record')
    .option('--on-behalf-of <e-mail>', 'who it is for')
    .option('--team <name>', 'whose quotas it counts for, if you are of several teams')
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
    .option('--dry-run', 'show the plan, each action tried dry, instead of ordering', false)
    .option('--wait', 'follow to the end; exit 1 unless completed', false)
    .option('--idempotency-key <key>', 'the same key never orders twice')
    .action((item: string, options: SubmitFlags) => submit(remoteOf(world, options), item, options))
  remoteFlags(request.command('list').description('newest first'))
    .option('--state <states>', 'only in this state, or in one of several separated by commas')
    .option('--item <id>', 'only of this item')
    .option('-e, --environment <name>', 'only for this environment')
    .option('--requester <person>', 'only of this person, by e-mail or id')
    .option('--parent <id>', 'only what this request ordered')
    .option('--children', 'also what other requests of the list ordered')
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
      .command('reveal <id> <action.name>')
      .description('show one secret output; only to whom the request is for, and noted'),
  ).action((id: string, output: string, options: Global) =>
    reveal(remoteOf(world, options), id, output),
  )
  remoteFlags(
    request
      .command('watch <id>')
      .description('events as they happen, until the end; exit 1 unless completed'),
  ).action((id: string, options: Global) => watch(remoteOf(world, options), id))
  addSteering(request, world)
  addInterfering(request, world)
}

type Undoing = Global & { reason?: string }

/** Commands about a request that is stuck. */
function addInterfering(request: Command, world: World): void {
  remoteFlags(
    request
      .command('explain <id>')
      .description('why a request is where it is, and who can move it'),
  ).action((id: string, options: Global) => explain(remoteOf(world, options), id))
  remoteFlags(request.command('skip <id> <action>').description('go on without an action'))
    .requiredOption('--reason <text>', 'why, for the record')
    .action((id: string, action: string, options: Global & { reason: string }) =>
      skip(remoteOf(world, options), { id, action }, options),
    )
  remoteFlags(
    request
      .command('edit <id> <action>')
      .description('change what an action is given from its next try on'),
  )
    .addOption(
      new Option('--set <pointer=value>', 'a place in its config and the value; may be given often')
        .argParser(gatherChange)
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--resume', 'let the failed request go on at once', false)
    .action((id: string, action: string, options: Global & Parameters<typeof edit>[2]) =>
      edit(remoteOf(world, options), { id, action }, options),
    )
}

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
    .option('--use-latest', 'with the newest version of the item; what succeeded stays', false)
    .option('--wait', 'follow to the end', false)
    .action((id: string, options: Global & { from?: string; useLatest: boolean; wait: boolean }) =>
      retry(remoteOf(world, options), id, options),
    )
  remoteFlags(request.command('promote <id>').description('order the same in the next environment'))
    .option('--reason <text>', 'why, for the record')
    .option('--wait', 'follow the new request to its end', false)
    .action((id: string, options: Global & PromoteFlags) =>
      promote(remoteOf(world, options), id, options),
    )
}

function filterOf(options: ListFilter & { search?: string }): ListFilter {
  const { state, item, environment, requester, parent, children, search, limit, cursor } = options
  const wanted = { state, item, environment, requester, parent, children, q: search, limit, cursor }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
}
