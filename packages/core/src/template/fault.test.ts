import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { templateCodes } from './index.ts'

it('lists the same codes in the README as in the code', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')

  const listed = new Set(readme.match(/PAO14\d\d/g))

  expect(listed).toEqual(new Set(Object.values(templateCodes)))
})
