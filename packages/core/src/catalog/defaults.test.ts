import { describe, expect, it } from 'vitest'
import { checkCatalog } from './check-catalog.ts'

function served(index: string, metadata = '') {
  const text = `version: "2.0"
kind: CatalogItem
metadata:
  id: compute-vm
  name: Sample item
  description: A service that exists only so that catalogs have something to hold.
  version: 1.2.0
  category: compute
${metadata.includes('owner:') ? '' : '  owner: { team: platform }\n'}${metadata}
presentation: { groups: [{ id: main, name: Main, fields: [{ id: a, name: A, type: string }] }] }
fulfillment:
  manual: { actions: [{ id: task, type: manual-task, config: { title: Make it } }] }
`
  const files = [
    { path: 'catalog/compute/compute-vm.yaml', text },
    { path: 'catalog/_index.yaml', text: index },
  ]
  const { documents, diagnostics } = checkCatalog(files, {
    actionSchemas: { 'manual-task': { type: 'object' } },
    now: Date.UTC(2026, 0, 15, 12),
  })
  const [only] = documents
  return { metadata: only?.document.metadata, hash: only?.hash, diagnostics }
}

describe('what an item leaves out', () => {
  it('is what the index says, by section or by the key alone', () => {
    const index = `defaults:
  support_level: business-hours
  sla: { provisioning_time: 4 hours }
  compliance: { data_classification: internal }
  labels: { house: example }
`

    const { metadata, diagnostics } = served(index)

    expect(diagnostics).toEqual([])
    expect(metadata).toMatchObject({
      sla: { support_level: 'business-hours', provisioning_time: '4 hours' },
      compliance: { data_classification: 'internal' },
      labels: { house: 'example' },
    })
  })

  it('is filled in key by key: what the item says itself stands', () => {
    const index = 'defaults: { sla: { support_level: gold, availability: 99% }, currency: EUR }'

    const { metadata } = served(
      index,
      '  sla: { support_level: silver }\n  cost: { base_cost: 3, currency: USD }\n',
    )

    expect(metadata).toMatchObject({
      sla: { support_level: 'silver', availability: '99%' },
      cost: { base_cost: 3, currency: 'USD' },
    })
  })

  it('is how its team is reached, as the list of owners says', () => {
    const index = `defaults: { owner: { contact: desk@example.com, escalation: all@example.com } }
owners: { platform: { contact: platform@example.com, members: [ada] }, other: {} }
`

    const owners = [
      served(index).metadata?.owner,
      served(index, '  owner: { team: other, escalation: own@example.com }\n').metadata?.owner,
    ]

    expect(owners).toEqual([
      { team: 'platform', contact: 'platform@example.com', escalation: 'all@example.com' },
      { team: 'other', contact: 'desk@example.com', escalation: 'own@example.com' },
    ])
  })

  it('is no cost where only a currency is known', () => {
    expect(served('defaults: { currency: EUR }').metadata).not.toHaveProperty('cost')
  })

  it('counts for the hash, and changes nothing where the index is silent', () => {
    const [silent, other, without] = [
      served('version: "1.0"'),
      served('defaults: { support_level: gold }'),
      served(''),
    ]

    expect(other.hash).not.toBe(silent.hash)
    expect(silent.hash).toBe(without.hash)
  })
})

describe('a default', () => {
  it.each([
    ['sla: 4 hours', 'PAO1104 error defaults.sla'],
    ['sla: { suport_level: gold }', 'PAO1103 error defaults.sla.suport_level'],
    ['currency: euro', 'PAO1106 error defaults.currency'],
    ['suport_level: gold', 'PAO1910 warning defaults.suport_level'],
  ])('that fits no item is reported: %s', (entry, finding) => {
    const { diagnostics } = served(`defaults: { ${entry} }`)

    expect(diagnostics.map(({ code, severity, path }) => `${code} ${severity} ${path}`)).toEqual([
      finding,
    ])
  })
})
