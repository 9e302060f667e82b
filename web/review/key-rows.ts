/** The keys of 审核 and 签批, in the order in which they are needed. */
export const REVIEW_KEYS = [
  [['J'], 'next'],
  [['K'], 'previous'],
  [['A'], 'approve'],
  [['R'], 'giveBack'],
  [['1', '8'], 'mark'],
  [['E'], 'file'],
  [['+', '-'], 'zoom'],
  [['T'], 'turn'],
  [['Space'], 'scroll'],
  [['X'], 'pick'],
  [['Shift', 'X'], 'pickRun'],
  [['B'], 'bulk'],
  [['M'], 'same'],
  [['D'], 'different'],
  [['G'], 'history'],
  [['Esc'], 'cancel'],
] as const
