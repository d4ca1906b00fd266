import type { paths } from '@pao/sdk'
import type { Words } from '../../words/index.tsx'

/** A document beside what is served, as the API answers it. */
export type Comparison =
  paths['/api/v1/compare/document']['post']['responses'][200]['content']['application/json']

/** What belongs into a pull request: what changes, what breaks, and that it was checked. In Markdown. */
export function pullRequestText(comparison: Comparison, { changes: words }: Words): string {
  const { item, path, served, differences, dependents, under_way: underWay } = comparison
  const broken = dependents.filter(({ breaks }) => breaks.length > 0)
  const { pullRequest } = words
  return [
    `# ${served ? pullRequest.title(item.name) : pullRequest.isNew(item.name)} ${item.version}`,
    `${words.file}: \`${path}\``,
    served ? words.served(served.version) : words.isNew,
    ...list(
      words.differences,
      differences.map(({ impact, path: at, message }) => `${impact}: \`${at}\` – ${message}`),
    ),
    ...list(
      words.underWay,
      underWay.map(
        ({ version, open, resources }) =>
          `${version}: ${words.open} ${open}, ${words.resources} ${resources}`,
      ),
    ),
    ...list(
      `${words.dependents}: ${words.breaks}`,
      broken.map(({ name, as, breaks }) => `${name} (${words.as[as]}): ${breaks.join('; ')}`),
    ),
    pullRequest.checks,
  ].join('\n\n')
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}\n\n${lines.map((one) => `- ${one}`).join('\n')}`]
}
