import type { Command } from 'commander'
import { erasePerson, listErasures, showErasure } from './commands/person.ts'
import { gather, type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** `pao person`: what admins do for people who are gone. */
export function addPeople(program: Command, world: World): void {
  const person = program.command('person').description('forgetting people; for admins')
  remoteFlags(
    person
      .command('erase <person>')
      .description('forget somebody, by id or e-mail; refused while something needs them'),
  )
    .option('--name <name>', 'what else they are known by; may be given often', gather, [])
    .requiredOption('--reason <text>', 'why, without naming them')
    .action((who: string, options: Global & { name: string[]; reason: string }) =>
      erasePerson(remoteOf(world, options), who, { names: options.name, reason: options.reason }),
    )
  remoteFlags(person.command('erasure <id>').description('how far one is')).action(
    (id: string, options: Global) => showErasure(remoteOf(world, options), id),
  )
  remoteFlags(person.command('erasures').description('all of them, newest first')).action(
    (options: Global) => listErasures(remoteOf(world, options)),
  )
}
