import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import type { ItemTimes } from '../../api/shapes.ts'
import { spanText } from '../../ui/span.ts'
import { useLanguage, useWords } from '../../words/index.tsx'

function useTimes(id: string) {
  return useQuery({
    queryKey: ['item', id, 'times'],
    queryFn: () => take(api.GET('/api/v1/catalog/items/{id}/times', { params: { path: { id } } })),
    staleTime: 60_000,
  })
}

/** The same in a cell: what half of them take at most, and what of it waited for whom. */
export function TimesCell({ id }: { id: string }) {
  const words = useWords()
  const { language } = useLanguage()
  const { data } = useTimes(id)
  if (!data || data.count === 0) return '–'
  const said = (part: Part) => spanText(data[part]?.p50_seconds ?? 0, words, language)
  const parts = (['people', 'systems', 'closed'] as const)
    .filter((part) => (data[part]?.p50_seconds ?? 0) > 0)
    .map((part) => `${words.times[part]}: ${said(part)}`)
  return (
    <>
      {said('total')}
      <Text size="xs" c="dimmed">
        {parts.join(' · ')}
      </Text>
    </>
  )
}

type Part = 'total' | 'people' | 'systems' | 'closed'

/** How long an item took lately, people and systems apart. Nothing while it is not known. */
export function Times({ id }: { id: string }) {
  const { times: words } = useWords()
  const times = useTimes(id)
  if (!times.data) return null
  return (
    <section className="pao-panel" data-times>
      <Title order={2} size="h5" mb="xs">
        {words.title}
      </Title>
      {times.data.count === 0 ? (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      ) : (
        <Known times={times.data} />
      )}
    </section>
  )
}

function Known({ times }: { times: ItemTimes }) {
  const words = useWords()
  const { language } = useLanguage()
  const said = (seconds: number | undefined) =>
    seconds === undefined ? '' : spanText(seconds, words, language)
  const parts = (['total', 'people', 'systems', 'held', 'closed'] as const).filter(
    (part) => !['held', 'closed'].includes(part) || (times[part]?.p90_seconds ?? 0) > 0,
  )
  const { kept, of } = times.promise
  return (
    <>
      <table className="pao-times">
        <thead>
          <tr>
            <td />
            <th scope="col">{words.times.half}</th>
            <th scope="col">{words.times.most}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part}>
              <th scope="row">{words.times[part]}</th>
              <td>{said(times[part]?.p50_seconds)}</td>
              <td>{said(times[part]?.p90_seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text size="xs" c="dimmed" mt="xs">
        {[words.times.of(times.count), of > 0 && words.times.promise(kept, of)]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </>
  )
}
