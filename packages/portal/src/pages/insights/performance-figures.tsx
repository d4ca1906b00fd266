import type { PerformanceFigures } from '../../api/shapes.ts'
import { Bars } from '../../ui/bars.tsx'
import { Figure } from '../../ui/figure.tsx'
import { PageLink } from '../../ui/link.tsx'
import { spanText } from '../../ui/span.ts'
import { useLanguage, useWords } from '../../words/index.tsx'
import { shareText } from './share-text.ts'

/** Bars of one picture; the table behind it holds all. */
const mostBars = 12

/** How well it went: times by lane, services, what fails, and what to automate next. */
export function PerformanceParts({ figures }: { figures: PerformanceFigures }) {
  return (
    <>
      <Lanes lanes={figures.lanes} />
      <Next next={figures.automate_next} />
      <Failures failures={figures.failures} />
      <Items items={figures.items} />
    </>
  )
}

function useSpanText() {
  const words = useWords()
  const { language } = useLanguage()
  return (seconds: number | null) => (seconds === null ? '–' : spanText(seconds, words, language))
}

function Lanes({ lanes }: { lanes: PerformanceFigures['lanes'] }) {
  const { insights: words } = useWords()
  const said = useSpanText()
  const nameOf = (lane: string): string => (lane === 'manual' ? words.byHand : words.byMachine)
  return (
    <Figure
      title={words.lanes}
      file="lead-times"
      titles={[words.lane, words.completed, words.half, words.most]}
      rows={lanes.map(({ lane, completed, p50_seconds: p50, p90_seconds: p90 }) => [
        nameOf(lane),
        completed,
        p50,
        p90,
      ])}
      shown={lanes.map(({ lane, completed, p50_seconds: p50, p90_seconds: p90 }) => [
        nameOf(lane),
        completed,
        said(p50),
        said(p90),
      ])}
    >
      <Bars
        bars={lanes.map(({ lane, p50_seconds: p50 }) => ({
          key: lane,
          name: nameOf(lane),
          value: p50 ?? 0,
          shown: said(p50),
        }))}
      />
    </Figure>
  )
}

function Next({ next }: { next: PerformanceFigures['automate_next'] }) {
  const { insights: words } = useWords()
  const said = useSpanText()
  return (
    <Figure
      title={words.next}
      hint={words.nextHint}
      file="automate-next"
      titles={[words.item, words.completed, words.hours]}
      rows={next.map(({ name, completed, hours }) => [
        name,
        completed,
        Math.round(hours * 10) / 10,
      ])}
    >
      <Bars
        bars={next.slice(0, mostBars).map(({ item, name, hours }) => ({
          key: item,
          name,
          value: hours,
          shown: said(hours * 3_600),
        }))}
      />
    </Figure>
  )
}

function Failures({ failures }: { failures: PerformanceFigures['failures'] }) {
  const { insights: words } = useWords()
  return (
    <Figure
      title={words.failures}
      file="failures"
      titles={[words.item, words.step, words.code, words.count]}
      rows={failures.map(({ item, action, code, count }) => [item, action, code, count])}
    />
  )
}

function Items({ items }: { items: PerformanceFigures['items'] }) {
  const { insights: words } = useWords()
  const { language } = useLanguage()
  const said = useSpanText()
  const percent = (share: number | null) => shareText(share, language)
  return (
    <Figure
      title={words.items}
      file="services"
      titles={[
        words.item,
        words.orders,
        words.success,
        words.half,
        words.most,
        words.automated,
        words.inTime,
        words.rating,
      ]}
      rows={items.map((one) => [
        one.item,
        one.orders,
        one.success,
        one.p50_seconds,
        one.p90_seconds,
        one.automated,
        one.in_time,
        one.rating,
      ])}
      shown={items.map((one) => [
        <PageLink key="item" to="/items/$id" params={{ id: one.item }}>
          {one.name}
        </PageLink>,
        one.orders,
        percent(one.success),
        said(one.p50_seconds),
        said(one.p90_seconds),
        percent(one.automated),
        percent(one.in_time),
        one.rating === null ? '–' : `${one.rating.toFixed(1)} (${one.ratings})`,
      ])}
    />
  )
}
