import { Alert, Anchor } from '@mantine/core'
import { IconHandStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { automationQuery } from '../../api/queries.ts'
import type { CatalogDocument } from '../../api/shapes.ts'
import { Facts } from '../../ui/facts.tsx'
import { OutsideLink } from '../../ui/link.tsx'
import { useWords } from '../../words/index.tsx'

/** The promises of a service and who gives them. */
export function ItemFacts({ item }: { item: CatalogDocument }) {
  const { item: words } = useWords()
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
          [words.cost, priceOf(cost, words.costUnit)],
          [words.data, dataOf(compliance)],
          [words.docs, docs !== undefined && <OutsideLink to={docs}>{words.docs}</OutsideLink>],
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

function priceOf(cost: Metadata['cost'], byUse: string): string | undefined {
  if (cost?.base_cost === undefined) return undefined
  return [cost.base_cost, cost.currency, cost.unit_cost && byUse].filter(Boolean).join(' ')
}

function dataOf(compliance: Metadata['compliance']): string {
  const { data_classification: kind, regulatory_requirements: rules = [] } = compliance ?? {}
  return [kind, ...rules].filter((one) => one !== undefined).join(', ')
}
