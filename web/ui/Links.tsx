import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'

type Inside = {
  children?: ReactNode
  className?: string | undefined
  label?: string | undefined
  /** -1 where the row's name is the one stop of the keyboard. */
  tabIndex?: number | undefined
}

const named = ({ className, label, tabIndex }: Inside) => ({
  ...(tabIndex === undefined ? {} : { tabIndex }),
  ...(className === undefined ? {} : { className }),
  ...(label === undefined ? {} : { 'aria-label': label }),
})

/** The plan's own text stays Chinese in every language, and says so to a screen reader. */
export function PlanText({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <span lang="zh-CN" {...(className === undefined ? {} : { className })}>
      {children}
    </span>
  )
}

export function TargetLink({ target, ...inside }: Inside & { target: string }) {
  return (
    <Link {...paths.target(target)} {...named(inside)}>
      {inside.children}
    </Link>
  )
}

export function DepartmentLink({ department, ...inside }: Inside & { department: string }) {
  return (
    <Link {...paths.department(department)} {...named(inside)}>
      {inside.children}
    </Link>
  )
}

export function ProjectLink({ project, ...inside }: Inside & { project: string }) {
  return (
    <Link {...paths.project(project)} {...named(inside)}>
      {inside.children}
    </Link>
  )
}

export function TaskLink({ task, ...inside }: Inside & { task: number }) {
  return (
    <Link {...paths.task(task)} {...named(inside)}>
      {inside.children}
    </Link>
  )
}

/** A number that opens the rows of the ledger that it counts. */
export function RowsLink({ rows, ...inside }: Inside & { rows: Parameters<typeof paths.ledger>[0] }) {
  return (
    <Link {...paths.ledger(rows)} {...named(inside)}>
      {inside.children}
    </Link>
  )
}
