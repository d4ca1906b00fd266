import { Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, take } from '../../api/client.ts'
import { Found } from '../../ui/found.tsx'
import { PageLink } from '../../ui/link.tsx'
import { PlanGraph } from '../../ui/plan-graph.tsx'
import { useWords } from '../../words/index.tsx'

/** What a resource hangs together with, as a picture and as a list that says the same. */
export function Relations({ id }: { id: string }) {
  const { resources } = useWords()
  const navigate = useNavigate()
  const relations = useQuery({
    queryKey: ['resource', id, 'relations'],
    queryFn: () => take(api.GET('/api/v1/resources/{id}/relations', { params: { path: { id } } })),
  })
  return (
    <section className="pao-panel" data-relations>
      <Title order={2} size="h4" mb="sm">
        {resources.relations}
      </Title>
      <Found query={relations}>
        {({ nodes, edges }) => {
          const names = new Map(nodes.map((node) => [node.id, node.name]))
          return edges.length === 0 ? (
            <Text c="dimmed">{resources.relationsNone}</Text>
          ) : (
            <>
              <PlanGraph
                label={resources.relations}
                steps={nodes.map(({ id: node, name, type, state }) => ({
                  id: node,
                  name,
                  type,
                  state,
                  after: edges.filter(({ from }) => from === node).map(({ to }) => to),
                }))}
                onSelect={(node) => void navigate({ to: '/resources/$id', params: { id: node } })}
              />
              <ul className="pao-plain">
                {edges.map(({ from, to, kind }) => (
                  <li key={`${from} ${to} ${kind}`}>
                    <PageLink to="/resources/$id" params={{ id: from }}>
                      {names.get(from)}
                    </PageLink>{' '}
                    {resources.kinds[kind]}{' '}
                    <PageLink to="/resources/$id" params={{ id: to }}>
                      {names.get(to)}
                    </PageLink>
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Found>
    </section>
  )
}
