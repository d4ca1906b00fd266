import { Text } from '@mantine/core'
import type { Approval } from '../../api/shapes.ts'
import { AnswerList } from '../../ui/answer-list.tsx'
import { Details } from '../../ui/details.tsx'
import { Facts } from '../../ui/facts.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'

type Props = { item: string; bound: Approval['bound'] }

/** The answers, the price and what was edited by hand: a change of any of them makes the decision void. */
export function Bound({ item, bound: { fields, price, edits } }: Props) {
  const { approvals, plan } = useWords()
  const { language } = useLanguage()
  const edited = Object.entries(edits)
  return (
    <>
      <AnswerList item={item} fields={fields} />
      {typeof price === 'number' && (
        <Facts facts={[[plan.monthly, amountText(price, '', language)]]} />
      )}
      {edited.length > 0 && (
        <Details title={approvals.edited} isOpen>
          {edited.map(([action, changes]) => (
            <div key={action}>
              <Text size="sm" fw={600}>
                {action}
              </Text>
              <pre className="pao-pre" tabIndex={0}>
                {JSON.stringify(changes, null, 2)}
              </pre>
            </div>
          ))}
        </Details>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        {approvals.bindsHint}
      </Text>
    </>
  )
}
