/* Locations: members, elements, addresses. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "arrow and dot chains",
      "struct in { int v; }; struct s { struct in i; struct s *next; };\n"
      "void f(struct s *p, struct s q) { p->next->i.v = q.i.v; (*p).next = &q; "
      "}",
      "func f\n"
      "b0:\n"
      "copy p->next->i.v = q.i.v\n"
      "copy p->next = &q\n"
      "return\n" },
    { "members of an anonymous union are the outer one's",
      "struct s { union { int a; struct { int b; }; }; };\n"
      "void f(struct s *p) { p->a = p->b; }",
      "func f\n"
      "b0:\n"
      "copy p->a = p->b\n"
      "return\n" },
    { "elements of pointers and of arrays",
      "struct s { int a[4]; int *p; }; int t[3];\n"
      "int f(struct s *s, int i) { s->a[i] = s->p[i]; s->p[0] = t[0]; "
      "*s->p = *t; return *(s->p + 2); }",
      "func f value\n"
      "b0:\n"
      "copy s->a[i] = s->p->[i]\n"
      "copy *s->p = t[0]\n"
      "copy *s->p = t[0]\n"
      "return s->p->[2]\n" },
    { "an index that is no variable goes to a temporary",
      "int f(int *a, int i) { a[i + 1] = a[a[i]]; return a[i++]; }",
      "func f value\n"
      "b0:\n"
      "compute %1 = i + 1\n"
      "copy %2 = a->[i]\n"
      "copy a->[%1] = a->[%2]\n"
      "copy %3 = i\n"
      "compute i = i + 1\n"
      "return a->[%3]\n" },
    { "address of, and dereference of it",
      "struct s { int v; int a[2]; }; void g(int *);\n"
      "void f(struct s *p, int x) { g(&p->v); g(&x); g(&*p->a); g(&p->a[1]); "
      "*&x = 1; (&*p)->v = 2; }",
      "func f\n"
      "b0:\n"
      "call g(&p->v)\n"
      "call g(&x)\n"
      "call g(&p->a[0])\n"
      "call g(&p->a[1])\n"
      "copy x = 1\n"
      "copy p->v = 2\n"
      "return\n" },
    { "an array decays to its address",
      "void g(char *); struct s { char b[8]; };\n"
      "void f(struct s *p) { char b[4]; g(b); g(p->b); char *q = b; g(q); }",
      "func f\n"
      "b0:\n"
      "call g(&b)\n"
      "call g(&p->b)\n"
      "copy q = &b\n"
      "call g(q)\n"
      "return\n" },
    { "a chain longer than a place goes through a temporary",
      "struct s { struct s *n; int v; };\n"
      "int f(struct s *p) { return p->n->n->n->n->n->v; }",
      "func f value\n"
      "b0:\n"
      "copy %1 = p->n->n->n->n\n"
      "return %1->n->v\n" },
    { "casts and parentheses leave no trace",
      "struct s { int v; }; void g(void *);\n"
      "void f(void *p) { ((struct s *)p)->v = (int)(char)3; "
      "g((void *)(long)(p)); (void)p; }",
      "func f\n"
      "b0:\n"
      "copy p->v = 3\n"
      "call g(p)\n"
      "return\n" },
    { "a struct is copied whole",
      "struct s { int a; void *p; }; struct s g(void);\n"
      "void f(struct s *p, struct s q) { *p = q; q = g(); struct s r = *p; }",
      "func f\n"
      "b0:\n"
      "copy *p = q\n"
      "call q = g()\n"
      "copy r = *p\n"
      "return\n" },
    { "a member of a result",
      "struct s { int a; }; struct s g(void);\n"
      "int f(void) { return g().a; }",
      "func f value\n"
      "b0:\n"
      "call %1 = g()\n"
      "return %1.a\n" },
    { "a compound literal",
      "struct s { int a; void *p; }; void g(struct s *);\n"
      "void f(struct s *o, void *q) { g(&(struct s){ .p = q }); "
      "*o = (struct s){ 1, o->p }; }",
      "func f\n"
      "b0:\n"
      "reinit %1 = 0\n"
      "copy %1.p = q\n"
      "call g(&%1)\n"
      "reinit %2 = 0\n"
      "copy %2.a = 1\n"
      "copy %2.p = o->p\n"
      "copy *o = %2\n"
      "return\n" },
    { "a read that is dropped is still a use",
      "struct s { int v; }; void f(struct s *p, int n) { p->v; *p; (void)p->v; "
      "n; p->v == n; }",
      "func f\n"
      "b0:\n"
      "use p->v\n"
      "use *p\n"
      "use p->v\n"
      "use p->v\n"
      "return\n" },
};

int main(void)
{
    return run_lower_cases("place", cases, ARRAY_LEN(cases));
}
