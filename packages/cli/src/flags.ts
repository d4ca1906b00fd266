import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Surroundings } from './commands/catalog.ts'
import { type CliConfig, loginFile, readCliConfig } from './config.ts'
import { currentToken } from './current-login.ts'
import { type OutputForm, outputForms } from './print.ts'
import type { Remote } from './remote.ts'

export type World = Surroundings & {
  version: string
  pause(ms: number): Promise<void>
  /** All that comes on the standard input. */
  input(): Promise<string>
  /** The access token of the login at the service that is asked, where there is one and no key was given. */
  held?: () => string
}

/** What every command that asks the server takes. */
export type Global = { url?: string; token?: string; output: OutputForm }

/** What a command that asks the server works with. */
export function remoteOf(world: World, options: Global): Remote {
  const { screen, cwd, pause } = world
  return { config: configOf(world, options), screen, cwd, output: options.output, pause }
}

function configOf({ held }: World, options: Pick<Global, 'url' | 'token'>): CliConfig {
  const config = readCliConfig(options)
  if (config.token !== undefined || held === undefined) return config
  // Read at each call: it is renewed while the command runs.
  return Object.defineProperty(config, 'token', { get: held, enumerable: true })
}

/** Before a command that asks the server: takes the login at that service, unless a key is given. */
export async function takeLogin(world: World, command: Command): Promise<void> {
  if (!command.options.some((option) => option.attributeName() === 'token')) return
  const { url, token } = readCliConfig(command.opts<Global>())
  if (token !== undefined) return
  const held = await currentToken(loginFile(), url, world)
  if (held) world.held = held
}

/** The flags of every command that asks the server. */
export function remoteFlags(command: Command): Command {
  return placeFlags(command).option('--token <key>', 'API key (PAO_TOKEN); else the login is used')
}

/** The flags of a command that asks the server without being anybody yet. */
export function placeFlags(command: Command): Command {
  return command
    .option('--url <url>', 'where the service is (PAO_URL)')
    .addOption(
      new Option('-o, --output <form>', 'how the answer is printed')
        .choices([...outputForms])
        .default('table'),
    )
}

/** Collects a flag that may be given often. */
export const gather = (value: string, before: readonly string[]) => [...before, value]

/** Collects a flag that may be given often and knows some words only. */
export const gatherOneOf =
  <T extends string>(allowed: readonly T[]) =>
  (value: string, before: readonly T[] = []): readonly T[] => {
    const known = allowed.find((one) => one === value)
    if (known === undefined) throw new InvalidArgumentError(`It is one of ${allowed.join(', ')}.`)
    return [...before, known]
  }

/** A whole number. */
export function rows(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It is a whole number.')
  return Number(value)
}
