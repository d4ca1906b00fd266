import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '../../api/client.ts'
import { mayOperate, useMe } from '../../app/session.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Found } from '../../ui/found.tsx'
import { QuotaBar } from '../../ui/quota-bar.tsx'
import { quotaAmount, quotaPlace, quotaResource, quotaTeam } from '../../ui/quota-text.ts'
import { Empty } from '../../ui/states.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { RemoveBudget, RemoveQuota, SetBudget, SetQuota } from './set-quota.tsx'

/** Milliseconds between looks. */
const lookMs = 10_000

/** What teams may have and spend, and what they have. */
export function Quotas() {
  const { quota: words } = useWords()
  const mayChange = mayOperate(useMe())
  return (
    <>
      <Title order={2} size="h4" mb="sm">
        {words.quotas}
      </Title>
      {mayChange && <SetQuota />}
      <QuotaTable mayChange={mayChange} />
      <Title order={2} size="h4" my="sm">
        {words.budgets}
      </Title>
      {mayChange && <SetBudget />}
      <BudgetTable mayChange={mayChange} />
    </>
  )
}

function QuotaTable({ mayChange }: { mayChange: boolean }) {
  const { quota: words, operate } = useWords()
  const { language } = useLanguage()
  const quotas = useQuery({
    queryKey: ['quotas', 'all'],
    queryFn: async () => (await take(api.GET('/api/v1/quotas'))).items ?? [],
    refetchInterval: lookMs,
  })
  const ways: Readonly<Record<string, string>> = words.ways
  return (
    <Found query={quotas}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={words.noQuotas} hint={words.noneHint} />
        ) : (
          <DataTable
            label={words.quotas}
            titles={[
              words.team,
              words.environment,
              words.resource,
              words.used,
              words.rule,
              ...(mayChange ? [operate.change] : []),
            ]}
            rows={items.map((one) => ({
              key: `${one.team} ${one.environment} ${one.resource}`,
              cells: [
                quotaTeam(one.team, words),
                quotaPlace(one.environment, words),
                quotaResource(one.resource, words),
                <QuotaBar
                  key="used"
                  label={one.resource}
                  used={one.used}
                  limit={one.limit}
                  text={(amount) => quotaAmount(amount, one, language)}
                />,
                ways[one.enforcement] ?? one.enforcement,
                ...(mayChange ? [<RemoveQuota key="remove" rule={one} />] : []),
              ],
            }))}
          />
        )
      }
    </Found>
  )
}

function BudgetTable({ mayChange }: { mayChange: boolean }) {
  const { quota: words, operate } = useWords()
  const { language } = useLanguage()
  const budgets = useQuery({
    queryKey: ['quotas', 'budgets'],
    queryFn: async () => (await take(api.GET('/api/v1/budgets'))).items ?? [],
    refetchInterval: lookMs,
  })
  return (
    <Found query={budgets}>
      {(items) =>
        items.length === 0 ? (
          <Empty title={words.noBudgets} hint={words.noneHint} />
        ) : (
          <DataTable
            label={words.budgets}
            titles={[
              words.team,
              words.environment,
              words.monthly,
              words.rule,
              ...(mayChange ? [operate.change] : []),
            ]}
            rows={items.map((one) => ({
              key: `${one.team} ${one.environment} ${one.currency}`,
              cells: [
                quotaTeam(one.team, words),
                quotaPlace(one.environment, words),
                <QuotaBar
                  key="used"
                  label={`${one.team} ${one.currency}`}
                  used={one.used}
                  limit={one.amount}
                  text={(amount) =>
                    quotaAmount(amount, { resource: `cost:${one.currency}` }, language)
                  }
                />,
                one.enforce ? words.ways.hard : words.ways.soft,
                ...(mayChange ? [<RemoveBudget key="remove" rule={one} />] : []),
              ],
            }))}
          />
        )
      }
    </Found>
  )
}
