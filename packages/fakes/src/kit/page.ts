import type { Reply } from './server.ts'

/** Text made safe for HTML. */
export function escapeHtml(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  return text.replaceAll(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? '',
  )
}

const style = `
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5b6b7d; --line: #d9e0e8; --back: #f5f7fa; --card: #fff; --accent: #1857c0; --good: #1b7f46; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf1; --soft: #9aa8b8; --line: #313c49; --back: #12171d; --card: #1b222b; --accent: #7fb0ff; --good: #63c98e; --bad: #ff8a80 } }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--back) }
header { padding: 14px 28px; border-bottom: 1px solid var(--line); background: var(--card) }
header b { margin-right: 14px } header a { margin-right: 14px } header small { color: var(--soft) }
main { max-width: 1000px; margin: 28px auto; padding: 0 20px }
a { color: var(--accent); text-decoration: none } a:hover { text-decoration: underline }
h1 { font-size: 22px; margin: 0 0 4px } h2 { font-size: 15px; margin: 26px 0 8px; color: var(--soft) }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden }
th, td { text-align: left; padding: 9px 12px; border-bottom: 1px solid var(--line); vertical-align: top } th { color: var(--soft); font-weight: 600; font-size: 13px }
tr:last-child td { border-bottom: 0 }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; margin: 12px 0; overflow-wrap: anywhere }
.tag { display: inline-block; padding: 1px 9px; border-radius: 10px; border: 1px solid var(--line); font-size: 13px; color: var(--soft) }
.tag.done { color: var(--good); border-color: var(--good) } .tag.refused { color: var(--bad); border-color: var(--bad) }
pre { white-space: pre-wrap; margin: 0; font: 13px/1.5 ui-monospace, monospace }
label { display: block; margin: 8px 0 } label span { display: block; font-size: 13px; color: var(--soft) }
input, textarea { width: 100%; padding: 7px 9px; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 6px }
button { font: inherit; padding: 7px 16px; margin: 8px 8px 0 0; border-radius: 6px; border: 1px solid var(--accent); background: var(--accent); color: var(--card); cursor: pointer }
button.plain { background: transparent; color: var(--accent) } button.bad { border-color: var(--bad); background: transparent; color: var(--bad) }
.muted { color: var(--soft) }`

/** One page of a fake; `content` is HTML already escaped. */
export function page(
  title: string,
  content: string,
  links: Readonly<Record<string, string>> = {},
): Reply {
  const nav = Object.entries(links)
    .map(([text, href]) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`)
    .join('')
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${style}</style><header><b>${escapeHtml(title)}</b>${nav}<small>a stand-in for trying things out</small></header><main>${content}</main></html>`,
  }
}
