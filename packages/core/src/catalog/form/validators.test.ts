import { describe, expect, it } from 'vitest'
import { builtinValidators } from './validators.ts'

const field = { id: 'a', name: 'A', type: 'string' } as const

function passes(name: string, value: unknown): boolean {
  const validator = builtinValidators.get(name)
  if (validator === undefined) throw new Error(`no ${name}`)
  return validator.fault(value, { field, fields: {} }) === undefined
}

describe('built-in validators', () => {
  it.each<[string, unknown]>([
    ['validate_tags', 'team=payments, cost-center=42'],
    ['validate_tags', 'a=1\nb=x=y'],
    ['validate_tags', ['a=1', 'b=2']],
    ['validate_tags', { a: '1' }],
    ['validate_tags', ''],
    ['validate_cidr', '10.20.0.0/16'],
    ['validate_cidr', '0.0.0.0/0'],
    ['validate_cidr', '255.255.255.255/32'],
    ['validate_cidr', '2001:db8::/32'],
    ['validate_cidr', ['10.0.0.0/8', '192.168.0.0/24']],
    ['validate_hostname', 'app-1.example.com'],
    ['validate_json_object', { a: 1 }],
    ['validate_json_object', '{}'],
    ['validate_cron', '*/15 0-6,22 1 jan-mar MON-FRI'],
    ['validate_cron', '@daily'],
    ['validate_cron', '0 3 * * 7'],
  ])('%s takes %j', (name, value) => {
    const answer = passes(name, value)

    expect(answer).toBe(true)
  })

  it.each<[string, unknown]>([
    ['validate_tags', 'team'],
    ['validate_tags', 'team='],
    ['validate_tags', 'a=1,a=2'],
    ['validate_tags', '1a=2'],
    ['validate_tags', ['a=1', 7]],
    ['validate_tags', { a: 1 }],
    ['validate_tags', 7],
    ['validate_tags', Array.from({ length: 51 }, (_, n) => `k${n}=v`)],
    ['validate_cidr', '10.20.0.1/16'],
    ['validate_cidr', '10.20.0.0'],
    ['validate_cidr', '10.20.0.0/33'],
    ['validate_cidr', '10.20.0.0/016'],
    ['validate_cidr', '010.0.0.0/8'],
    ['validate_cidr', '256.0.0.0/8'],
    ['validate_cidr', '::1::/64'],
    ['validate_cidr', '1:2:3/64'],
    ['validate_cidr', ''],
    ['validate_cidr', 7],
    ['validate_hostname', 'a_b'],
    ['validate_hostname', '-a.com'],
    ['validate_hostname', 'a..b'],
    ['validate_hostname', 'a'.repeat(64)],
    ['validate_json_object', []],
    ['validate_json_object', '[1]'],
    ['validate_json_object', '{'],
    ['validate_json_object', 7],
    ['validate_cron', '* * * *'],
    ['validate_cron', '60 * * * *'],
    ['validate_cron', '* 5-2 * * *'],
    ['validate_cron', '*/0 * * * *'],
    ['validate_cron', '* * 0 * *'],
    ['validate_cron', '@reboot'],
    ['validate_cron', ''],
  ])('%s refuses %j', (name, value) => {
    const answer = passes(name, value)

    expect(answer).toBe(false)
  })

  it('describes every validator for authors', () => {
    const silent = [...builtinValidators].filter(
      ([, validator]) => validator.description.length < 20,
    )

    expect(silent).toEqual([])
  })
})
