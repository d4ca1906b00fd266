import type { PerformanceFigures, UsageFigures } from '../../api/shapes.ts'
import { useLanguage, useWords } from '../../words/index.tsx'
import { shareText } from './share-text.ts'

type Props = { usage: UsageFigures; performance: PerformanceFigures }

/** The figures one asks for first. */
export function Totals({ usage, performance }: Props) {
  const { insights: words } = useWords()
  const { language } = useLanguage()
  const { average, count } = performance.satisfaction
  const done = usage.completed + usage.failed
  const carried = performance.lanes.reduce((sum, { completed }) => sum + completed, 0)
  const automatic = performance.lanes.find(({ lane }) => lane === 'automatic')?.completed ?? 0
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  const figures = [
    [words.orders, number.format(usage.orders)],
    [words.people, number.format(usage.people)],
    [words.success, shareText(done === 0 ? null : usage.completed / done, language)],
    [words.automated, shareText(carried === 0 ? null : automatic / carried, language)],
    [
      words.rating,
      average === null ? '–' : `${number.format(average)} / 5`,
      average === null ? '' : words.ratings(count),
    ],
  ] as const
  return (
    <dl className="pao-totals">
      {figures.map(([name, value, note]) => (
        <div key={name} className="pao-panel">
          <dt>{name}</dt>
          <dd>
            {value}
            {note !== undefined && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
