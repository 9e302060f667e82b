export const departments = {
  title: '部门',
}
