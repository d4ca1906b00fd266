import { Alert, NativeSelect, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { catalogQuery } from '../../api/queries.ts'
import { useAddress } from '../../app/search.ts'
import { mayOversee, useMe } from '../../app/session.ts'
import { useWords } from '../../words/index.tsx'
import { Figures } from './figures.tsx'

/** Adoption, volume, success, times, cost: figures of all teams one may see, or of one. */
export function InsightsPage() {
  const { insights: words, operate } = useWords()
  const me = useMe()
  const [{ team }, change] = useAddress()
  const catalog = useQuery(catalogQuery)
  const seesAll = me.roles.some((role) => ['operator', 'auditor', 'admin'].includes(role))
  const owners = seesAll ? (catalog.data ?? []).map(({ owner }) => owner.team) : me.teams
  const teams = [...new Set(owners)].toSorted()
  return (
    <section>
      <Title order={1} mb="md">
        {words.title}
      </Title>
      {mayOversee(me) ? (
        <Figures team={team}>
          <NativeSelect
            aria-label={words.team}
            value={team ?? ''}
            onChange={({ currentTarget }) => change({ team: currentTarget.value || undefined })}
            data={[
              { value: '', label: words.everyTeam },
              ...teams.map((one) => ({ value: one, label: one })),
            ]}
          />
        </Figures>
      ) : (
        <Alert color="orange">{operate.forbidden}</Alert>
      )}
    </section>
  )
}
