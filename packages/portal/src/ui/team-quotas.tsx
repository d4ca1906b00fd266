import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../api/client.ts'
import { useLanguage, useWords } from '../words/index.tsx'
import { DataTable } from './data-table.tsx'
import { Found } from './found.tsx'
import { QuotaBar } from './quota-bar.tsx'
import { quotaAmount, quotaPlace, quotaResource } from './quota-text.ts'
import { Empty } from './states.tsx'

/** Milliseconds between looks. */
const lookMs = 30_000

async function rulesOf(team: string) {
  const params = { path: { id: team } }
  const [quotas, budgets] = await Promise.all([
    take(api.GET('/api/v1/teams/{id}/quota', { params })),
    take(api.GET('/api/v1/teams/{id}/budgets', { params })),
  ])
  return [
    ...(quotas.items ?? []),
    ...(budgets.items ?? []).map(({ currency, amount, enforce, ...rest }) => ({
      ...rest,
      resource: `cost:${currency}`,
      unit: undefined,
      limit: amount,
      enforcement: enforce ? 'hard' : 'soft',
    })),
  ]
}

type Props = { team: string; /** Shows nothing where there are no rules. */ quiet?: boolean }

/** What a team may have and spend, and what it has. */
export function TeamQuotas({ team, quiet = false }: Props) {
  const { quota: words } = useWords()
  const { language } = useLanguage()
  const rules = useQuery({
    queryKey: ['quotas', 'team', team],
    queryFn: () => rulesOf(team),
    refetchInterval: lookMs,
  })
  if (quiet && (rules.data?.length ?? 0) === 0) return null
  return (
    <Found query={rules}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={words.noQuotas} hint={words.noneHint} />
        ) : (
          <>
            {quiet && (
              <Title order={2} size="h5" my="sm">
                {words.ofTeam(team)}
              </Title>
            )}
            <DataTable
              label={words.ofTeam(team)}
              titles={[words.resource, words.environment, words.used, words.rule]}
              rows={items.map((rule) => {
                const name = quotaResource(rule.resource, words)
                return {
                  key: `${rule.resource} ${rule.environment}`,
                  cells: [
                    name,
                    quotaPlace(rule.environment, words),
                    <QuotaBar
                      key="used"
                      label={name}
                      used={rule.used}
                      reserved={rule.reserved}
                      limit={rule.limit}
                      text={(amount) => quotaAmount(amount, rule, language)}
                    />,
                    wayOf(rule.enforcement, words.ways),
                  ],
                }
              })}
            />
          </>
        )
      }
    </Found>
  )
}

function wayOf(enforcement: string, ways: Readonly<Record<string, string>>): string {
  return ways[enforcement] ?? enforcement
}
