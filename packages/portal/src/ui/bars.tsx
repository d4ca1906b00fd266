/** One bar of a picture: its name, how long it is, and what is written at its end. */
export type Bar = { key: string; name: string; value: number; shown: string }

/** Bars from left to right, the longest as wide as there is room. A picture only: a table says the same. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(...bars.map(({ value }) => value), 0)
  return (
    <div className="pao-bars" aria-hidden>
      {bars.map(({ key, name, value, shown }) => (
        <div key={key} className="pao-bar-line">
          <span className="pao-bar-name">{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none">
            <rect width={most === 0 ? 0 : Math.max(0.6, (value / most) * 100)} height="10" />
          </svg>
          <span className="pao-bar-value">{shown}</span>
        </div>
      ))}
    </div>
  )
}

type Column = { key: string; value: number; part: number }

/** Columns over time, a part of each marked. A picture only. */
export function Columns({ columns }: { columns: readonly Column[] }) {
  const most = Math.max(...columns.map(({ value }) => value), 1)
  const [width, gap, height] = [10, 2, 100]
  return (
    <svg
      className="pao-columns"
      viewBox={`0 0 ${Math.max(1, columns.length) * width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {columns.map(({ key, value, part }, at) => {
        const whole = (value / most) * height
        const marked = (part / most) * height
        const place = { x: at * width + gap / 2, width: width - gap }
        return (
          <g key={key}>
            <rect {...place} y={height - whole} height={whole} />
            <rect {...place} y={height - marked} height={marked} className="pao-column-part" />
          </g>
        )
      })}
    </svg>
  )
}
