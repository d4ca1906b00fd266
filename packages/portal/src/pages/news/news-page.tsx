import { Badge, Button, Group, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { newsQuery } from '../../api/queries.ts'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { Empty } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { useWords } from '../../words/index.tsx'
import type { Words } from '../../words/en.ts'

type News = Awaited<ReturnType<NonNullable<typeof newsQuery.queryFn>>>['items'][number]

/** What waits for one, what became of one's orders, and what others wrote. */
export function NewsPage() {
  const { news } = useWords()
  const client = useQueryClient()
  const found = useQuery(newsQuery)
  const see = useMutation({
    mutationFn: (until: string) =>
      take(api.POST('/api/v1/notifications/seen', { body: { until } })),
    onSettled: () => client.invalidateQueries({ queryKey: newsQuery.queryKey }),
  })
  const newest = found.data?.items[0]
  return (
    <section>
      <Group justify="space-between" mb="md">
        <Title order={1}>{news.title}</Title>
        {newest && (found.data?.unread ?? 0) > 0 && (
          <Button variant="default" loading={see.isPending} onClick={() => see.mutate(newest.at)}>
            {news.seen}
          </Button>
        )}
      </Group>
      <Found query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={news.empty} hint={news.emptyHint} />
          ) : (
            <div className="pao-panel">
              <ul className="pao-plain">
                {items.map((one) => (
                  <NewsLine key={one.key} news={one} />
                ))}
              </ul>
            </div>
          )
        }
      </Found>
    </section>
  )
}

function NewsLine({ news }: { news: News }) {
  const words = useWords()
  return (
    <li className="pao-step" data-new={news.is_new}>
      <div className="pao-grow">
        <Group gap="xs">
          <NewsLink news={news}>{titleOf(news, words)}</NewsLink>
          {news.is_new && <Badge variant="light">{words.news.fresh}</Badge>}
        </Group>
        {!titled.has(news.kind) && news.text !== undefined && (
          <Text size="sm" c="dimmed" className="pao-lines">
            {news.text}
          </Text>
        )}
      </div>
      <Text size="sm" c="dimmed" component="span">
        <Time at={news.at} relative />
      </Text>
    </li>
  )
}

/** Kinds whose title holds their text already. */
const titled: ReadonlySet<News['kind']> = new Set(['approval', 'task', 'drift'])

/** Leads to where something is to be done, or to the request. */
function NewsLink({ news, children }: { news: News; children: string }) {
  if (news.approval !== undefined)
    return (
      <PageLink to="/approvals/$id" params={{ id: news.approval }} fw={600}>
        {children}
      </PageLink>
    )
  if (news.task !== undefined)
    return (
      <PageLink to="/tasks/$id" params={{ id: news.task }} fw={600}>
        {children}
      </PageLink>
    )
  if (news.kind === 'drift')
    return (
      <PageLink to="/resources/$id" params={{ id: news.request }} fw={600}>
        {children}
      </PageLink>
    )
  return (
    <PageLink to="/requests/$id" params={{ id: news.request }} fw={news.is_new ? 600 : 400}>
      {children}
    </PageLink>
  )
}

function titleOf(
  { kind, by = '', text = '', item, state = '' }: News,
  { news, tasks, states, drift }: Words,
) {
  if (kind === 'drift') return drift[state === 'missing' ? 'newsMissing' : 'newsDrifted'](text)
  if (kind === 'task') return tasks.news(by, text)
  if (kind === 'approval') return news.approval(by, text)
  if (kind === 'comment') return news.comment(by, item)
  return news.ended(item, (states as Readonly<Record<string, string>>)[state] ?? state)
}
