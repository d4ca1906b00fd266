import { expect, it } from 'vitest'
import { costOfInfracost } from './infracost.ts'
import { emptyBook } from './price-list.ts'

const on = '2026-01-01'
const component = (name: string, monthlyCost: string | null) => ({
  name,
  unit: 'GB',
  price: '0.1',
  monthlyCost,
})

/** The form of output schema 0.2, cut to what matters. */
const breakdown = {
  version: '0.2',
  currency: 'USD',
  projects: [
    {
      name: 'infra',
      metadata: { errors: [{ code: 1, message: 'no credentials for the second provider' }] },
      breakdown: {
        resources: [
          {
            name: 'aws_instance.web',
            monthlyCost: '742.64',
            costComponents: [component('Instance usage', '560.64')],
            subresources: [
              {
                name: 'root_block_device',
                monthlyCost: '5',
                costComponents: [component('Storage', '5')],
                subresources: [{ name: 'deep', costComponents: [component('Requests', null)] }],
              },
            ],
          },
        ],
      },
    },
  ],
  diffTotalMonthlyCost: '12.5',
}

it('counts components of resources and of what is inside them', () => {
  const read = costOfInfracost(JSON.stringify(breakdown), { on }, emptyBook)

  expect(read).toMatchObject({
    value: {
      monthlyChange: '12.5',
      estimate: {
        monthly: 565.64,
        currency: 'USD',
        lines: [{ monthly: 560.64 }, { resource: 'aws_instance.web.root_block_device' }],
      },
    },
  })
})

it('takes an unknown usage and a failed project for unpriced, not for nothing', () => {
  const read = costOfInfracost(breakdown, { on }, emptyBook)

  expect(read).toMatchObject({
    value: {
      estimate: {
        complete: false,
        unpriced: [
          { resource: 'infra', reason: 'no credentials for the second provider' },
          { resource: 'aws_instance.web.root_block_device.deep', component: 'Requests' },
        ],
      },
    },
  })
})

it.each([
  '',
  '{}',
  '[]',
  '{"version":"0.2","currency":"USD"}',
  'garbage',
  '{"version":"0.2","currency":"usd","projects":[]}',
])('does not take %s for a breakdown', (text) => {
  expect(costOfInfracost(text, { on }, emptyBook).ok).toBe(false)
})
