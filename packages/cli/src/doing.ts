import { type Command, Option } from 'commander'
import {
  completeTask,
  type CompleteFlags,
  listTasks,
  showTask,
  takeTask,
  type TaskFilter,
  taskFilters,
} from './commands/task.ts'
import { gather, type Global, remoteFlags, remoteOf, type World } from './flags.ts'

/** Commands of those who do work by hand. */
export function addTasks(program: Command, world: World): void {
  const family = program.command('task').description('work by hand that waits for people')
  remoteFlags(family.command('list').description('what waits for you'))
    .addOption(
      new Option(
        '--filter <which>',
        'mine: given to you or your team; open: all you may do',
      ).choices(taskFilters),
    )
    .action((options: Global & { filter?: TaskFilter }) =>
      listTasks(remoteOf(world, options), options.filter),
    )
  remoteFlags(
    family.command('show <task>').description('what is to be done, and what is to be brought back'),
  ).action((id: string, options: Global) => showTask(remoteOf(world, options), id))
  for (const [verb, about] of [
    ['claim', 'say to the others that you do it'],
    ['release', 'give it back'],
  ] as const)
    remoteFlags(family.command(`${verb} <task>`).description(about)).action(
      (id: string, options: Global) => takeTask(remoteOf(world, options), id, verb),
    )
  remoteFlags(family.command('complete <task>').description('say that it is done'))
    .option('--result <name=value>', 'what it brought; may be given often', gather, [])
    .option('--comment <text>', 'for the record')
    .option('--failed', 'say that it cannot be done', false)
    .action((id: string, options: Global & CompleteFlags) =>
      completeTask(remoteOf(world, options), id, options),
    )
}
