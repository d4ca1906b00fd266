import type { Command } from 'commander'
import { compare, play, type PlayOptions } from './commands/sandbox.ts'
import { gather, type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** Commands about documents that are being written. */
export function addSandbox(program: Command, world: World): void {
  const family = program
    .command('sandbox')
    .description('try a document that nobody serves yet; nothing is touched')
  remoteFlags(
    family
      .command('play <file>')
      .description('play an order of it step by step; exit 1 unless it completes'),
  )
    .option('-f, --field <name=value>', 'an answer; may be given often', gather, [])
    .option('--fields-file <file>', 'YAML or JSON map of answers; - reads standard input')
    .option('-e, --environment <name>', 'environment the order is for')
    .option('--ends <file>', 'YAML or JSON: by action, how it is to go')
    .option('--roll-back', 'undo it once it has ended', false)
    .action((file: string, options: Global & PlayOptions) =>
      play(remoteOf(world, options), file, options),
    )
  remoteFlags(
    family
      .command('compare <file>')
      .description('beside what is served: differences, what stands on it, what breaks'),
  )
    .option('--patch', 'only the change, for git apply', false)
    .action((file: string, options: Global & { patch: boolean }) =>
      compare(remoteOf(world, options), file, options),
    )
}
