import { List, Text, Title } from '@mantine/core'
import type { PlanQuota } from '../../api/shapes.ts'
import { quotaAmount, quotaPlace, quotaResource } from '../../ui/quota-text.ts'
import { useLanguage, useWords, type Words } from '../../words/index.tsx'

/** What an order takes of quotas and budgets, and what becomes of it where that is too much. */
export function PlanQuotas({ quotas }: { quotas: readonly PlanQuota[] }) {
  const { quota: words } = useWords()
  const { language } = useLanguage()
  if (quotas.length === 0) return null
  return (
    <section className="pao-panel">
      <Title order={2} size="h5" mb="xs">
        {words.inPlan}
      </Title>
      <List size="sm">
        {quotas.map((one) => (
          <List.Item key={`${one.resource} ${one.environment}`}>
            <Text size="sm" fw={one.exceeded ? 600 : 400} c={colorOf(one)}>
              {quotaResource(one.resource, words)} ({quotaPlace(one.environment, words)}):{' '}
              {sentence(one, words, language)}
            </Text>
            {one.exceeded && one.note !== undefined && (
              <Text size="sm" c="dimmed">
                {one.note}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </section>
  )
}

function colorOf({ exceeded, refused }: PlanQuota): string {
  if (refused) return 'red'
  return exceeded ? 'orange.9' : 'inherit'
}

/** The same as the server says in English, in the language of the page. */
function sentence(one: PlanQuota, words: Words['quota'], language: string): string {
  const text = (amount: number): string => quotaAmount(amount, one, language)
  const adds = text(one.adds)
  const left = text(Math.max(0, one.limit - one.used))
  if (!one.exceeded) return words.uses(adds, left, text(one.limit))
  if (one.refused) return words.refused(adds, left)
  return one.enforcement === 'approval' ? words.approval(adds, left) : words.soft(adds, left)
}
