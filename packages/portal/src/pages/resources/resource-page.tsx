import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, take } from '../../api/client.ts'
import { itemQuery } from '../../api/queries.ts'
import type { CatalogDocument, ResourceWhole } from '../../api/shapes.ts'
import { personName } from '../../api/person.ts'
import { AnswerList } from '../../ui/answer-list.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Found } from '../../ui/found.tsx'
import { OutsideLink, PageButton, PageLink } from '../../ui/link.tsx'
import { StateBadge } from '../../ui/state-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'
import { type Change, ChangeDialog } from './change-dialog.tsx'
import { Drift } from './drift.tsx'
import { Relations } from './relations.tsx'

/** Milliseconds between looks: orders for it go on meanwhile. */
const lookMs = 10_000
/** The same while a worker was asked to look whether it is as ordered. */
const askedMs = 2_000

const resourceQuery = (id: string) => ({
  queryKey: ['resource', id],
  queryFn: () => take(api.GET('/api/v1/resources/{id}', { params: { path: { id } } })),
  refetchInterval: ({ state }: { state: { data: ResourceWhole | undefined } }) =>
    state.data?.drift.asked === true ? askedMs : lookMs,
})

/** One thing that a request made: how it stands, what hangs on it, what can be done with it. */
export function ResourcePage() {
  const { id } = useParams({ from: '/resources/$id' })
  const resource = useQuery(resourceQuery(id))
  return <Found query={resource}>{(data) => <View resource={data} />}</Found>
}

function View({ resource }: { resource: ResourceWhole }) {
  const [change, setChange] = useState<Change>()
  const item = useQuery(itemQuery(resource.item.id)).data
  const rule = item?.metadata.annotations?.resource
  const changer = typeof rule === 'object' ? rule.update : undefined
  const next = nextEnvironment(item, resource.environment)
  const isThere = resource.state === 'active' || resource.state === 'stuck'
  return (
    <article>
      <Group justify="space-between" align="flex-start" mb="md">
        <div>
          <Title order={1}>{resource.name}</Title>
          <Group gap="xs" mt={4}>
            <StateBadge state={resource.state} />
            <Text size="sm" c="dimmed">
              {resource.type}
            </Text>
          </Group>
        </div>
        {resource.may_control && isThere && (
          <Doings resource={resource} next={next} changer={changer} ask={setChange} />
        )}
      </Group>
      <div className="pao-split">
        <Stack>
          <Drift
            resource={resource}
            change={changer === undefined ? undefined : () => setChange('update')}
          />
          <Relations id={resource.id} />
          <Answers resource={resource} />
          {resource.orders.length > 0 && <Orders orders={resource.orders} />}
        </Stack>
        <ResourceFacts resource={resource} />
      </div>
      <ChangeDialog
        resource={resource}
        changer={changer}
        change={change}
        close={() => setChange(undefined)}
      />
    </article>
  )
}

type DoingProps = {
  resource: ResourceWhole
  next: string | undefined
  changer: string | undefined
  ask: (change: Change) => void
}

/** What can be done with it: the next environment, a change, its end. */
function Doings({ resource, next, changer, ask }: DoingProps) {
  const words = useWords()
  return (
    <Group gap="xs">
      {next !== undefined && (
        <PageButton
          variant="default"
          to="/items/$id/order"
          params={{ id: resource.item.id }}
          search={{ from: resource.id, environment: next }}
        >
          {words.resources.promote(next)}
        </PageButton>
      )}
      {changer !== undefined && (
        <Button variant="default" onClick={() => ask('update')}>
          {words.resources.change}
        </Button>
      )}
      <Button variant="default" onClick={() => ask('decommission')}>
        {words.resources.end}
      </Button>
    </Group>
  )
}

/** The environment that comes after this one on the item's way; undefined = it has none, or this is the last. */
function nextEnvironment(
  item: CatalogDocument | undefined,
  environment: string | null,
): string | undefined {
  const path = item?.fulfillment?.promotion?.path ?? []
  const at = environment === null ? -1 : path.indexOf(environment)
  return at < 0 ? undefined : path[at + 1]
}

function ResourceFacts({ resource }: { resource: ResourceWhole }) {
  const { resources, requests, request } = useWords()
  const { language } = useLanguage()
  const { external_id: external, external_url: url, item, cost } = resource
  return (
    <aside className="pao-panel" aria-label={resource.name}>
      <Facts
        facts={[
          [resources.owner, personName(resource.owner)],
          [resources.team, resource.owner_team],
          [
            requests.item,
            <PageLink key="item" to="/items/$id" params={{ id: item.id }}>
              {item.name}
            </PageLink>,
          ],
          [request.forEnvironment, resource.environment],
          [resources.cost, cost && amountText(cost.monthly, cost.currency, language)],
          [resources.made, <Time key="at" at={resource.made_at} />],
          [
            resources.from,
            <PageLink key="from" to="/requests/$id" params={{ id: resource.id }}>
              {resources.request}
            </PageLink>,
          ],
          [
            resources.external,
            external !== null && (
              <>
                <span className="pao-value">{external}</span>{' '}
                <CopyText value={external} what={resources.external} />
              </>
            ),
          ],
          [resources.link, url !== null && <OutsideLink to={url}>{url}</OutsideLink>],
        ]}
      />
    </aside>
  )
}

/** What it was made of. */
function Answers({ resource }: { resource: ResourceWhole }) {
  const { resources } = useWords()
  if (Object.keys(resource.fields).length === 0) return null
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="sm">
        {resources.answers}
      </Title>
      <AnswerList item={resource.item.id} fields={resource.fields} />
    </section>
  )
}

function Orders({ orders }: { orders: ResourceWhole['orders'] }) {
  const { resources } = useWords()
  const kinds = { update: resources.change, decommission: resources.end }
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="xs">
        {resources.orders}
      </Title>
      <ul className="pao-plain">
        {orders.map(({ request, kind, state, at }) => (
          <li key={request} className="pao-step">
            <Group gap="xs">
              <PageLink to="/requests/$id" params={{ id: request }}>
                {kinds[kind]}
              </PageLink>
              <StateBadge state={state} />
              <Time at={at} relative />
            </Group>
          </li>
        ))}
      </ul>
    </section>
  )
}
