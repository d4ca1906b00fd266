import { describe, expect, it } from 'vitest'
import { rewrite } from './rewrite.ts'

const v1 = `header:
  id: storage-bucket-plain
  name: Bucket
  version: 1.0.0 # raised by hand
  category: storage
  owner: storage
`

describe('rewrite', () => {
  it('keeps first comments on top and points editors to the new schema', () => {
    const top = '# Ours.\n#\n# yaml-language-server: $schema=https://x/catalog-item-1.0.json\n'

    const { text = '' } = rewrite(`${top}${v1}`)

    expect(text.startsWith(`${top.replace('1.0', '2.0')}version: "2.0"\n`)).toBe(true)
    expect(text.match(/# Ours\./g)).toHaveLength(1)
    expect(text).toContain('1.0.0 # raised by hand')
  })

  it('leaves other mentions of the old schema as they are', () => {
    const { text = '' } = rewrite(`# Once checked by catalog-item-1.0\n${v1}`)

    expect(text).toMatch(/^# Once checked by catalog-item-1\.0\n/)
  })

  it('does nothing to what is no v1 document', () => {
    expect(rewrite('version: "2.0"\nkind: CatalogItem\n')).toEqual({})
    expect(rewrite('version: "1.0"\ncategories: []\n')).toEqual({})
  })

  it('says why a text cannot be rewritten', () => {
    expect(rewrite('header: [\n').faults).toEqual([expect.stringMatching(/^line \d+: /)])
  })
})
