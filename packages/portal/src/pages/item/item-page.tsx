import { Alert, Group, List, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { itemQuery } from '../../api/queries.ts'
import type { CatalogDocument } from '../../api/shapes.ts'
import { isOfTeam, useMe } from '../../app/session.ts'
import { ItemIcon } from '../../ui/item-icon.tsx'
import { PageButton, PageLink } from '../../ui/link.tsx'
import { ProblemView } from '../../ui/problem.tsx'
import { Loading } from '../../ui/states.tsx'
import { useWords } from '../../words/index.tsx'
import { Health } from './health.tsx'
import { ItemFacts } from './item-facts.tsx'
import { Times } from './times.tsx'
import { Versions } from './versions.tsx'

/** One service: what one gets, from whom, how fast, and what it was like before. */
export function ItemPage() {
  const { id } = useParams({ from: '/items/$id' })
  const item = useQuery(itemQuery(id))
  if (item.isPending) return <Loading rows={3} height={140} />
  if (item.isError) return <ProblemView error={item.error} again={() => void item.refetch()} />
  return <ItemView item={item.data} />
}

function ItemView({ item }: { item: CatalogDocument }) {
  const { item: words } = useWords()
  const me = useMe()
  const { id, name, description, tags } = item.metadata
  return (
    <article>
      <Group justify="space-between" align="flex-start" mb="lg">
        <Group wrap="nowrap" align="flex-start">
          <ItemIcon name={item.presentation.display?.icon} category={item.metadata.category} />
          <div>
            <Title order={1}>{name}</Title>
            <Text c="dimmed">
              {words.version} {item.metadata.version}
            </Text>
          </div>
        </Group>
        <Group gap="xs">
          {isOfTeam(me) && (
            <PageButton to="/sandbox" search={{ item: id }} size="md" variant="default">
              {words.try}
            </PageButton>
          )}
          <PageButton to="/items/$id/order" params={{ id }} size="md">
            {words.order}
          </PageButton>
        </Group>
      </Group>
      <Warnings item={item} />
      <div className="pao-split">
        <Stack>
          <section className="pao-panel">
            <Title order={2} size="h4" mb="xs">
              {words.about}
            </Title>
            <Text className="pao-prose">{description}</Text>
            {tags.length > 0 && (
              <Group gap={6} mt="md" aria-label={words.tags}>
                {tags.map((tag) => (
                  <PageLink key={tag} to="/" search={{ tag }} className="pao-chip" c="inherit">
                    {tag}
                  </PageLink>
                ))}
              </Group>
            )}
          </section>
          {item.components && <Parts parts={item.components} />}
          <Versions id={id} />
        </Stack>
        <Stack>
          <ItemFacts item={item} />
          <Health id={id} />
          <Times id={id} />
        </Stack>
      </div>
    </article>
  )
}

function Warnings({ item }: { item: CatalogDocument }) {
  const { item: words } = useWords()
  const leaving = item.lifecycle?.deprecation
  return (
    <>
      {leaving?.deprecated === true && (
        <Alert color="orange" mb="md" icon={<IconAlertTriangle />} title={words.deprecated}>
          {leaving.sunset_date !== undefined && <p>{words.until(leaving.sunset_date)}</p>}
          {leaving.replacement_service !== undefined && (
            <PageLink to="/items/$id" params={{ id: leaving.replacement_service }}>
              {words.instead(leaving.replacement_service)}
            </PageLink>
          )}
        </Alert>
      )}
      {item.stale && (
        <Alert color="orange" mb="md" icon={<IconAlertTriangle />} title={words.stale}>
          <List size="sm">
            {item.stale.diagnostics.map((one) => (
              <List.Item key={`${one.file}:${one.line} ${one.code}`}>
                {one.file}:{one.line} – {one.message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
}

function Parts({ parts }: { parts: NonNullable<CatalogDocument['components']> }) {
  const { item: words } = useWords()
  return (
    <section className="pao-panel">
      <Title order={2} size="h4" mb="xs">
        {words.parts}
      </Title>
      <List>
        {parts.map((part) => (
          <List.Item key={part.id}>
            {part.item === undefined ? (
              part.id
            ) : (
              <PageLink to="/items/$id" params={{ id: part.item }}>
                {part.item}
              </PageLink>
            )}{' '}
            {part.required === false && (
              <Text component="span" size="sm" c="dimmed">
                ({words.optional})
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </section>
  )
}
