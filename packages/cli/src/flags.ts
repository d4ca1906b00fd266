import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Surroundings } from './commands/catalog.ts'
import { readCliConfig } from './config.ts'
import { type OutputForm, outputForms } from './print.ts'
import type { Remote } from './remote.ts'

export type World = Surroundings & {
  version: string
  pause(ms: number): Promise<void>
  /** All that comes on the standard input. */
  input(): Promise<string>
}

/** What every command that asks the server takes. */
export type Global = { url?: string; token?: string; output: OutputForm }

/** What a command that asks the server works with. */
export function remoteOf(world: World, options: Global): Remote {
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

/** The flags of every command that asks the server. */
export function remoteFlags(command: Command): Command {
  return command
    .option('--url <url>', 'where the service is (PAO_URL)')
    .option('--token <key>', 'API key (PAO_TOKEN)')
    .addOption(
      new Option('-o, --output <form>', 'how the answer is printed')
        .choices([...outputForms])
        .default('table'),
    )
}

/** Collects a flag that may be given often. */
export const gather = (value: string, before: readonly string[]) => [...before, value]

/** A whole number. */
export function rows(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It is a whole number.')
  return Number(value)
}
