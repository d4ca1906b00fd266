import { expect, it } from 'vitest'
import { toWiki } from './wiki.ts'

it.each([
  ['# One\n\ntwo **bold** _em_ ~~gone~~ `code`', 'h1. One\n\ntwo *bold* _em_ -gone- {{code}}'],
  ['1. a\n   - b\n2. c', '# a\n#* b\n# c'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', '||a||b||\n|1|2|'],
  ['```sh\nls {code}\n```', '{code:sh}\nls { code}\n{code}'],
  ['[x](https://example.com) [y](javascript:alert)', '[x|https://example.com] y'],
  ['{macro} and [~user] and !image!', String.raw`\{macro\} and \[~user\] and \!image\!`],
  ['', ''],
])('%j becomes %j', (markdown, wiki) => {
  const text = toWiki(markdown)

  expect(text).toBe(wiki)
})
