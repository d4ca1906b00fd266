import { type Command, InvalidArgumentError, Option } from 'commander'
import { allScopes, roles } from '@pao/core/governance'
import { createKey, createOwnKey, endKey, listKeys, turnKey } from './commands/api-key.ts'
import {
  type AccountOptions,
  changeAccount,
  createAccount,
  createAccountKey,
  listAccounts,
  removeAccount,
  showAccount,
} from './commands/service-account.ts'
import { login, logout, whoami } from './commands/login.ts'
import { loginFile } from './config.ts'
import {
  gather,
  gatherOneOf,
  type Global,
  placeFlags,
  remoteFlags,
  remoteOf,
  type World,
} from './flags.ts'

/** Commands about who one is: logging in and out, and keys for machines. */
export function addSigningOn(program: Command, world: World): void {
  const place = () => ({ file: loginFile(), now: world.now })
  placeFlags(
    program.command('login').description('log in with a browser, by a code to enter there'),
  )
    .option('--issuer <name>', 'which sign-in, where the service has several')
    .action((options: Global & { issuer?: string }) =>
      login(remoteOf(world, options), place(), options.issuer),
    )
  placeFlags(program.command('logout').description('forget the login at the service')).action(
    (options: Global) => logout(remoteOf(world, options), place()),
  )
  remoteFlags(program.command('whoami').description('who the service takes you for')).action(
    (options: Global) => whoami(remoteOf(world, options)),
  )
  addKeys(program, world)
  addAccounts(program, world)
}

type KeyFlags = Global & Parameters<typeof createKey>[2] & { own?: boolean; days?: number }

const ownFlag = [
  '--own',
  'keys of your own: they act as you, and never may more than you may',
] as const

function addKeys(program: Command, world: World): void {
  const keys = program.command('key').alias('api-key').description('API keys for machines')
  addNewKey(keys, world)
  remoteFlags(keys.command('list').description('all keys, without the keys themselves'))
    .option(...ownFlag)
    .action((options: Global & { own?: boolean }) => listKeys(remoteOf(world, options), options))
  remoteFlags(
    keys
      .command('rotate <id>')
      .description('give a key a new secret; the old one stops at once, or after an overlap'),
  )
    .option('--overlap <seconds>', 'how long the old secret still works, at most a week', seconds)
    .option(...ownFlag)
    .action((id: string, options: Global & { overlap?: number; own?: boolean }) =>
      turnKey(remoteOf(world, options), id, options),
    )
  remoteFlags(keys.command('revoke <id>').description('stop a key'))
    .option(...ownFlag)
    .action((id: string, options: Global & { own?: boolean }) =>
      endKey(remoteOf(world, options), id, options),
    )
}

function addNewKey(keys: Command, world: World): void {
  const create = keys.command('create <name>').description('make a key; it is shown once')
  remoteFlags(create)
    .addOption(
      new Option('--role <role>', 'what it may do; may be given often; with --own: all you may')
        .choices([...roles])
        .argParser(gatherOneOf(roles))
        .default([]),
    )
    .option('--team <team>', 'a team it acts for; may be given often', gather, [])
    .addOption(
      new Option('--scope <scope>', 'part of the API it is held to; may be given often')
        .choices([...allScopes])
        .argParser(gatherOneOf(allScopes))
        .default([]),
    )
    .option('--expires <time>', 'ISO 8601 moment after which it is refused')
    .option('--days <days>', 'with --own: days until then, 30 when neither is said', days)
    .option(...ownFlag)
    .action((name: string, options: KeyFlags) => {
      const remote = remoteOf(world, options)
      if (options.own) return createOwnKey(remote, name, { ...options, now: world.now() })
      if (options.role.length === 0)
        return create.error('say with --role what the key may do, or with --own that it is yours')
      return createKey(remote, name, options)
    })
}

function days(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('must be whole days')
  return value
}

const longestOverlap = 604_800

function seconds(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > longestOverlap)
    throw new InvalidArgumentError(`must be a whole number of seconds from 0 to ${longestOverlap}`)
  return value
}

/** What an account may; `isNew`: roles must be named. */
function accountFlags(command: Command, isNew: boolean): Command {
  const role = new Option('--role <role>', 'what its keys may do; may be given often')
    .choices([...roles])
    .argParser(gatherOneOf(roles))
  return remoteFlags(command)
    .addOption(isNew ? role.makeOptionMandatory() : role.default([]))
    .option('--member <team>', 'a team it acts for; may be given often', gather, [])
    .option('--description <text>', 'what it is for')
    .addOption(
      new Option('--scope <scope>', 'part of the API its keys are held to; may be given often')
        .choices([...allScopes])
        .argParser(gatherOneOf(allScopes))
        .default([]),
    )
}

type AccountFlags = Global & AccountOptions

function addAccounts(program: Command, world: World): void {
  const accounts = program
    .command('service-account')
    .description('names for what is no person; their keys may what the account may')
  const of = (options: Global) => remoteOf(world, options)
  accountFlags(accounts.command('create <name>').description('make an account'), true)
    .requiredOption('--team <team>', 'the team that answers for it')
    .action((name: string, options: AccountFlags & { team: string }) =>
      createAccount(of(options), name, options),
    )
  accountFlags(
    accounts.command('change <id>').description('change an account; what is left out stays'),
    false,
  )
    .option('--name <name>', 'what it is called')
    .option('--team <team>', 'the team that answers for it')
    .action((id: string, options: AccountFlags) => changeAccount(of(options), id, options))
  remoteFlags(accounts.command('list').description('all accounts')).action((options: Global) =>
    listAccounts(of(options)),
  )
  remoteFlags(accounts.command('show <id>').description('one account')).action(
    (id: string, options: Global) => showAccount(of(options), id),
  )
  remoteFlags(accounts.command('key <id>').description('make a key of it; it is shown once'))
    .requiredOption('--name <name>', 'what the key is called')
    .option('--expires <time>', 'ISO 8601 moment after which it is refused')
    .action((id: string, options: Global & { name: string; expires?: string }) =>
      createAccountKey(of(options), id, options),
    )
  remoteFlags(accounts.command('remove <id>').description('end an account and its keys')).action(
    (id: string, options: Global) => removeAccount(of(options), id),
  )
}
