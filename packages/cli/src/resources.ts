import { type Command, Option } from 'commander'
import {
  acceptDrift,
  driftStates,
  listResources,
  lookAt,
  type ResourceFlags,
  showResource,
} from './commands/resource.ts'
import { type NeedsFlags, showRelations } from './commands/resource-needs.ts'
import { type Global, remoteFlags, remoteOf, rows, type World } from './flags.ts'

/** `pao resource`: what requests made, and whether it is still as it was ordered. */
export function addResources(program: Command, world: World): void {
  const family = program.command('resource').description('what requests made and how it stands')
  remoteFlags(family.command('list').description('what you own or look after, newest first'))
    .option('--mine', 'only what you ordered yourself', false)
    .option('--environment <name>', 'only in one environment')
    .option('--query <text>', 'part of a name or id')
    .addOption(
      new Option('--drift <state>', 'only what was found so at the last look').choices(driftStates),
    )
    .action((options: Global & ResourceFlags) => listResources(remoteOf(world, options), options))
  remoteFlags(
    family.command('show <resource>').description('one resource, and what is not as ordered'),
  ).action((id: string, options: Global) => showResource(remoteOf(world, options), id))
  remoteFlags(family.command('relations <resource>').description('what needs it, nearest first'))
    .option('--needs', 'what it needs instead', false)
    .option('--depth <steps>', 'steps that are gone at most, 1 to 10', rows, 10)
    .action((id: string, options: Global & NeedsFlags) =>
      showRelations(remoteOf(world, options), id, options),
    )
  remoteFlags(
    family
      .command('look <resource>')
      .description('have a worker look whether it is as ordered; changes nothing'),
  )
    .option('--wait <seconds>', 'wait so long for what it finds; 0 = not at all', '60')
    .action((id: string, options: Global & { wait: string }) =>
      lookAt(remoteOf(world, options), id, options.wait),
    )
  remoteFlags(
    family
      .command('accept <resource>')
      .description('say that what was found is right as it is; changes nothing outside'),
  )
    .option('--reason <text>', 'for the record')
    .action((id: string, options: Global & { reason?: string }) =>
      acceptDrift(remoteOf(world, options), id, options.reason),
    )
}
