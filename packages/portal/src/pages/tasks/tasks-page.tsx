import { Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAddress } from '../../app/search.ts'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import { type Task, tasksQuery } from './task-queries.ts'

/** Work by hand that waits: one's own, or all of which one may say that it is done. */
export function TasksPage() {
  const { tasks } = useWords()
  const [{ filter }, change] = useAddress()
  const which = filter === 'open' ? 'open' : 'mine'
  const found = useQuery(tasksQuery(which))
  return (
    <section>
      <Title order={1} mb={4}>
        {tasks.title}
      </Title>
      <Text c="dimmed" mb="md">
        {tasks.lead}
      </Text>
      <SegmentedControl
        mb="md"
        value={which}
        onChange={(next) => change({ filter: next === 'mine' ? undefined : next })}
        data={[
          { value: 'mine', label: tasks.mine },
          { value: 'open', label: tasks.open },
        ]}
      />
      <Found query={found}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={tasks.empty} hint={tasks.emptyHint} />
          ) : (
            <ul className="pao-plain pao-panel">
              {items.map((task) => (
                <TaskLine key={task.id} task={task} />
              ))}
            </ul>
          )
        }
      </Found>
    </section>
  )
}

function TaskLine({ task }: { task: Task }) {
  const { tasks } = useWords()
  const { item, requester, environment } = task.request
  const facts = [item.name, environment, requester.name ?? requester.email]
  return (
    <li className="pao-step" data-task={task.id}>
      <div className="pao-grow">
        <PageLink to="/tasks/$id" params={{ id: task.id }} fw={600}>
          {task.title}
        </PageLink>
        <Text size="sm" c="dimmed">
          {facts.filter(Boolean).join(' · ')} · {tasks.since} <Time at={task.asked_at} relative />
        </Text>
      </div>
      <Group gap="xs">
        <Text size="sm">{task.claimed ? tasks.takenBy(task.claimed.by) : tasks.free}</Text>
      </Group>
    </li>
  )
}
