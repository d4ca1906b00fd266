import { Alert, Anchor } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { automationQuery } from '../../api/queries.ts'
import type { CatalogDocument } from '../../api/shapes.ts'
import { Facts } from '../../ui/facts.tsx'
import { OutsideLink } from '../../ui/link.tsx'
import { useLanguage, useWords } from '../../words/index.tsx'
import { amountText } from '../order/cost-text.ts'

/** The promises of a service and who gives them. */
export function ItemFacts({ item }: { item: CatalogDocument }) {
  const { item: words } = useWords()
  const { language } = useLanguage()
  const { id, owner, sla, cost, compliance } = item.metadata
  const docs = item.presentation.display?.documentation_url
  const automation = useQuery(automationQuery(id))
  return (
    <aside className="pao-panel" aria-label={words.about}>
      {automation.data?.off === true && (
        <Alert color="orange" mb="md" icon={<IconHandStop />} title={words.off}>
          {automation.data.reason}
        </Alert>
      )}
      <Facts
        facts={[
          [words.owner, owner.team],
          [words.contact, owner.contact && <Mail address={owner.contact} />],
          [words.promised, sla?.provisioning_time],
          [words.support, sla?.support_level],
          [words.availability, sla?.availability],
          [words.cost, priceOf(cost, words.costUnit, language)],
          [words.data, dataOf(compliance)],
          [words.docs, docs !== undefined && <OutsideLink to={docs}>{hostOf(docs)}</OutsideLink>],
        ]}
      />
    </aside>
  )
}

function Mail({ address }: { address: string }) {
  return /^[^\s@]+@[^\s@]+$/.test(address) ? (
    <Anchor href={`mailto:${address}`} inherit>
      {address}
    </Anchor>
  ) : (
    address
  )
}

type Metadata = CatalogDocument['metadata']

function priceOf(cost: Metadata['cost'], byUse: string, language: string): string | undefined {
  if (cost?.base_cost === undefined) return undefined
  const base = amountText(cost.base_cost, cost.currency ?? '', language)
  return [base, cost.unit_cost && byUse].filter(Boolean).join(' ')
}

/** Where a link leads, short enough for a narrow column. */
function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address
}

function dataOf(compliance: Metadata['compliance']): string {
  const { data_classification: kind, regulatory_requirements: rules = [] } = compliance ?? {}
  return [kind, ...rules].filter((one) => one !== undefined).join(', ')
}
