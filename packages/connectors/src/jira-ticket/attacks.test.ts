import { describe, expect, it } from 'vitest'
import { useJira } from '../../contract/jira-site.ts'
import { toAdf } from './adf.ts'
import { toWiki } from './wiki.ts'

const images = '!http://127.0.0.66:18666/x.png!'
/** What an answer of a form may hold, as it stands in a ticket's text. */
const hostile = `[~admin] {code} ${images} {html}<script>1</script>{html} [x|javascript:alert(1)] || a |`
const lines = ['h1. Approved', 'bq. Approved', '# Approved', '- Approved', '----', `  ${images}`]

type Node = { type?: string; text?: string; content?: Node[]; attrs?: Record<string, unknown> }
const nodesOf = (node: Node): Node[] => [node, ...(node.content ?? []).flatMap(nodesOf)]

describe('markup in the text of a ticket', () => {
  const cloud = useJira('cloud')
  const dc = useJira('dc')
  const ticket = {
    project: 'DATA',
    summary_template: hostile.slice(0, 200),
    description_template: hostile,
  }

  it('stays text of a document on Cloud (A10)', async () => {
    await cloud.execute({ ticket })

    const sent = toAdf(hostile)
    const kept = cloud.issue().fields['description'] as Node
    expect(kept).toEqual(sent)
    const kinds = new Set(nodesOf(kept).map(({ type }) => type))
    expect(kinds).toEqual(new Set(['doc', 'paragraph', 'text']))
    const text = nodesOf(kept).map((node) => node.text ?? '')
    expect(text.join('')).toBe(hostile)
    expect(cloud.issue().fields['summary']).toBe(hostile.slice(0, 200))
  })

  it('is escaped in wiki text on Data Center (A10)', async () => {
    await dc.execute({ ticket })

    const kept = String(dc.issue().fields['description'])
    expect(kept).toBe(toWiki(hostile))
    // A plain address is a link, for a reader to follow or not; nothing is loaded by it.
    const plain = kept.replaceAll(/\[(http[^|\]]*)\|\1\]/g, '$1')
    expect(plain.replaceAll(/\\[{}[\]|!*_\\]/g, '')).not.toMatch(/[{}[\]|!*_]/)
    expect(plain.replaceAll('\\', '')).toBe(hostile)
  })

  it.each(lines)('does not begin a block of wiki text: %s (A10)', (line) => {
    const wiki = toWiki(`Reason:\n${line.replace(/^([#-])/, String.raw`\$1`)}`)

    expect(wiki.split('\n').at(-1)).not.toMatch(/^\s*(h[1-6]\.|bq\.|[#*-]|!)/)
  })

  it.each(['{code}', '{CODE:title=x}', '{noformat}'])(
    'does not end a block of code: %s (A10)',
    (end) => {
      const wiki = toWiki(`\`\`\`\n${end} [~admin]\n\`\`\``)

      expect(wiki.match(/\{(code|noformat)/gi)).toHaveLength(2)
    },
  )
})
