import '@xyflow/react/dist/style.css'
import { graphlib, layout } from '@dagrejs/dagre'
import { useMantineColorScheme } from '@mantine/core'
import {
  Background,
  BackgroundVariant,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react'
import { useMemo } from 'react'
import { useWords } from '../words/index.tsx'
import type { GraphStep } from './graph-step.ts'
import { toneOf } from './state-badge.tsx'

const nodeSize = { width: 184, height: 52 }
/** Below this width of the window the steps go from top to bottom, pixels. */
const narrow = 700

type StepNode = Node<{ step: GraphStep }, 'step'>

/** Steps and what follows what, from left to right, on a phone from top to bottom. A picture only: the list beside it says the same. */
export function Graph({
  steps,
  label,
  onSelect,
}: {
  steps: readonly GraphStep[]
  label: string
  onSelect?: ((id: string) => void) | undefined
}) {
  const { colorScheme } = useMantineColorScheme()
  // Only a change of the shape moves the boxes; a change of states does not.
  const shape = JSON.stringify(steps.map(({ id, after }) => ({ id, after })))
  const places = useMemo(() => placesOf(JSON.parse(shape) as readonly Shape[]), [shape])
  const nodes: StepNode[] = steps.map((step) => ({
    id: step.id,
    type: 'step',
    position: places.get(step.id) ?? { x: 0, y: 0 },
    data: { step },
    ...nodeSize,
    ariaLabel: step.name,
  }))
  const edges: Edge[] = steps.flatMap(({ id, after, state }) =>
    after.map((from) => ({
      id: `${from}-${id}`,
      source: from,
      target: id,
      animated: state === 'running',
    })),
  )
  return (
    <div className="pao-graph" role="group" aria-label={label}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.06 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={onSelect !== undefined}
        preventScrolling={false}
        zoomOnScroll={false}
        {...(onSelect && { onNodeClick: (_event, node) => onSelect(node.id) })}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={18} />
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  )
}

function StepBox({ data: { step } }: NodeProps<StepNode>) {
  const { states } = useWords()
  const said = (states as Readonly<Record<string, string>>)[step.state ?? ''] ?? step.type
  return (
    <div className="pao-node" data-tone={step.state === undefined ? 'gray' : toneOf(step.state)}>
      <Handle type="target" position={isNarrow() ? Position.Top : Position.Left} />
      <strong>{step.name}</strong>
      <small>{said}</small>
      <Handle type="source" position={isNarrow() ? Position.Bottom : Position.Right} />
    </div>
  )
}

function isNarrow(): boolean {
  return innerWidth < narrow
}

const nodeTypes = { step: StepBox }

type Shape = Pick<GraphStep, 'id' | 'after'>

function placesOf(steps: readonly Shape[]): ReadonlyMap<string, { x: number; y: number }> {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: isNarrow() ? 'TB' : 'LR', nodesep: 18, ranksep: 28 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id } of steps) graph.setNode(id, { ...nodeSize })
  for (const { id, after } of steps) for (const from of after) graph.setEdge(from, id)
  layout(graph)
  return new Map(
    steps.map(({ id }) => {
      const { x, y } = graph.node(id) as { x: number; y: number }
      return [id, { x: x - nodeSize.width / 2, y: y - nodeSize.height / 2 }]
    }),
  )
}
