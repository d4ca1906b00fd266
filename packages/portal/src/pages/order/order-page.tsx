import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { formQuery, requestQuery } from '../../api/queries.ts'
import type { Request } from '../../api/shapes.ts'
import { useAddress } from '../../app/search.ts'
import { useMe } from '../../app/session.ts'
import { type Draft, readDraft } from '../../form/draft.ts'
import { PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { OrderForm } from './order-form.tsx'
import type { Start } from './use-order.ts'

/**
 * Ordering one service: answers, then the plan, then the order. `?from=` takes the answers of an earlier request,
 * `&environment=` those for another environment.
 */
export function OrderPage() {
  const words = useWords()
  const { id } = useParams({ from: '/items/$id/order' })
  const [{ from, environment }] = useAddress()
  const me = useMe()
  const form = useQuery(formQuery(id, undefined))
  const earlier = useQuery({ ...requestQuery(from ?? ''), enabled: from !== undefined })
  if (form.isError) return <ProblemView error={form.error} again={() => void form.refetch()} />
  if (form.isPending || (from !== undefined && earlier.isPending))
    return <Loading rows={5} height={64} />
  const start = startOf(inPlace(earlier.data, environment), () =>
    readDraft(localStorage, { person: me.id, item: id, schema: form.data.schema }, Date.now()),
  )
  const { title = id } = form.data.schema
  return (
    <article>
      <PageLink to="/items/$id" params={{ id }} size="sm">
        {title}
      </PageLink>
      <Title order={1} mb="md">
        {words.order.title(title)}
      </Title>
      <OrderForm
        key={`${id} ${from ?? ''} ${environment ?? ''}`}
        item={id}
        form={form.data}
        start={start}
      />
    </article>
  )
}

function startOf(earlier: Request | undefined, draft: () => Draft | undefined): Start {
  if (earlier) return { kind: 'again', answers: earlier.fields, around: aroundOf(earlier) }
  const found = draft()
  return found ? { kind: 'draft', ...found } : { kind: 'new', answers: {}, around: {} }
}

/** An earlier request as it would be for another environment. */
function inPlace(
  earlier: Request | undefined,
  environment: string | undefined,
): Request | undefined {
  if (!earlier || environment === undefined) return earlier
  const asks = Object.hasOwn(earlier.fields, 'environment')
  return { ...earlier, environment, fields: { ...earlier.fields, ...(asks && { environment }) } }
}

function aroundOf({ environment }: { environment: string | null }): Record<string, string> {
  return environment === null ? {} : { environment }
}
