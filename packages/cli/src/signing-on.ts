import { type Command, Option } from 'commander'
import { allScopes, roles } from '@pao/core/governance'
import { createKey, endKey, listKeys, turnKey } from './commands/api-key.ts'
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
}

type KeyFlags = Global & Parameters<typeof createKey>[2]

function addKeys(program: Command, world: World): void {
  const keys = program.command('key').alias('api-key').description('API keys for machines')
  remoteFlags(keys.command('create <name>').description('make a key; it is shown once'))
    .addOption(
      new Option('--role <role>', 'what it may do; may be given often')
        .choices([...roles])
        .argParser(gatherOneOf(roles))
        .makeOptionMandatory(),
    )
    .option('--team <team>', 'a team it acts for; may be given often', gather, [])
    .addOption(
      new Option('--scope <scope>', 'part of the API it is held to; may be given often')
        .choices([...allScopes])
        .argParser(gatherOneOf(allScopes))
        .default([]),
    )
    .option('--expires <time>', 'ISO 8601 moment after which it is refused')
    .action((name: string, options: KeyFlags) => createKey(remoteOf(world, options), name, options))
  remoteFlags(keys.command('list').description('all keys, without the keys themselves')).action(
    (options: Global) => listKeys(remoteOf(world, options)),
  )
  remoteFlags(
    keys.command('rotate <id>').description('give a key a new secret; the old one stops'),
  ).action((id: string, options: Global) => turnKey(remoteOf(world, options), id))
  remoteFlags(keys.command('revoke <id>').description('stop a key')).action(
    (id: string, options: Global) => endKey(remoteOf(world, options), id),
  )
}
