/* Values: calls, arithmetic, literals, what C has besides. */
#include "lowered.h"

static const LowerCase cases[] = {
    { "a call's result goes where it is assigned",
      "int g(int); void f(int a) { int x = g(a); x = g(x); g(1); }",
      "func f\n"
      "b0:\n"
      "call x = g(a)\n"
      "call x = g(x)\n"
      "call g(1)\n"
      "return\n" },
    { "post-increment gives the old value, pre-increment the new",
      "int f(int i) { int a = i++; int b = --i; i += a; i <<= 2; i--; return b; "
      "}",
      "func f value\n"
      "b0:\n"
      "copy a = i\n"
      "compute i = i + 1\n"
      "compute i = i - 1\n"
      "copy b = i\n"
      "compute i = i + a\n"
      "compute i = i < 2\n"
      "compute i = i - 1\n"
      "return b\n" },
    { "pointer steps", "int f(const char *p) { while (*p) p++; return *--p; }",
      "func f value\n"
      "b0:\n"
      "goto b1\n"
      "b1: trip unknown\n"
      "if *p != 0 then b2 else b3\n"
      "b2:\n"
      "compute p = p + 1\n"
      "goto b1\n"
      "b3:\n"
      "compute p = p - 1\n"
      "return *p\n" },
    { "arithmetic is computed, constants are folded",
      "unsigned f(unsigned i, unsigned n) { "
      "return i % n + (2 * 3 - 1) + (i & 0xff); }",
      "func f value\n"
      "b0:\n"
      "compute %1 = i % n\n"
      "compute %2 = %1 + 5\n"
      "compute %3 = i & 255\n"
      "compute %4 = %2 + %3\n"
      "return %4\n" },
    { "negation and complement", "int f(int i) { return -i + ~i + -3; }",
      "func f value\n"
      "b0:\n"
      "compute %1 = 0 - i\n"
      "compute %2 = i ^ -1\n"
      "compute %3 = %1 + %2\n"
      "compute %4 = %3 + -3\n"
      "return %4\n" },
    { "comma", "int g(void); int f(int a) { return g(), a; }",
      "func f value\n"
      "b0:\n"
      "call g()\n"
      "return a\n" },
    { "assignment as a value",
      "int f(int *p) { int a, b; a = b = *p; return a + (b = 2); }",
      "func f value\n"
      "b0:\n"
      "copy b = *p\n"
      "copy a = b\n"
      "copy b = 2\n"
      "compute %1 = a + b\n"
      "return %1\n" },
    { "statement expression",
      "int g(int); int f(int a) { int x = ({ int t = g(a); t + 1; }); return x; "
      "}",
      "func f value\n"
      "b0:\n"
      "call t = g(a)\n"
      "compute x = t + 1\n"
      "return x\n" },
    { "generic selection",
      "int gi(int); int gl(long);\n"
      "int f(long a) { return _Generic(a, int: gi, long: gl)(a); }",
      "func f value\n"
      "b0:\n"
      "call %1 = gl(a)\n"
      "return %1\n" },
    { "choose expression",
      "int f(int a, int b) { return __builtin_choose_expr(1, a, b); }",
      "func f value\n"
      "b0:\n"
      "return a\n" },
    { "sizes and offsets are numbers",
      "struct s { int a; int b[3]; };\n"
      "int f(void) { return sizeof(struct s) + __builtin_offsetof(struct s, b); "
      "}",
      "func f value\n"
      "b0:\n"
      "return 20\n" },
    { "an offset through typeof, and the container of a first member",
      "struct a { int n; int l; }; struct b { int l; };\n"
      "#define OF(p, t, m) ((t *)((char *)(p) - __builtin_offsetof(t, m)))\n"
      "int f(int *p, struct a *v) { struct a *a = OF(p, struct a, l);\n"
      "    struct b *b = OF(p, struct b, l);\n"
      "    return a->n + b->l + __builtin_offsetof(__typeof__(*v), l); }",
      "func f value\n"
      "b0:\n"
      "compute a = p - 4\n"
      "copy b = p\n"
      "compute %1 = a->n + b->l\n"
      "compute %2 = %1 + 4\n"
      "return %2\n" },
    { "atomic builtins are what they do to memory",
      "struct s { int n; void *p; }; void g(int);\n"
      "void f(struct s *s, void *q) {\n"
      "    g(__sync_fetch_and_sub(&s->n, 1)); g(__sync_sub_and_fetch(&s->n, 1));\n"
      "    g(__atomic_fetch_add(&s->n, 2, 5)); g(__atomic_add_fetch(&s->n, 2, 5));\n"
      "    __atomic_store_n(&s->p, q, 0); __atomic_load(&s->p, &q, 0);\n"
      "    void *old = __atomic_exchange_n(&s->p, 0, 0); g(__atomic_load_n(&s->n, 0)); "
      "}",
      "func f\n"
      "b0:\n"
      "copy %1 = s->n\n"
      "compute s->n = s->n - 1\n"
      "call g(%1)\n"
      "compute s->n = s->n - 1\n"
      "call g(s->n)\n"
      "copy %2 = s->n\n"
      "compute s->n = s->n + 2\n"
      "call g(%2)\n"
      "compute s->n = s->n + 2\n"
      "call g(s->n)\n"
      "copy s->p = q\n"
      "copy q = s->p\n"
      "copy old = s->p\n"
      "copy s->p = 0\n"
      "call g(s->n)\n"
      "return\n" },
    { "any other atomic builtin is a call",
      "int f(int *p, int e) { return __atomic_compare_exchange_n(p, &e, 3, 0, 5, 5); }",
      "func f value\n"
      "b0:\n"
      "call %1 = __atomic_compare_exchange_n(p, 5, &e, 5, 3, 0)\n"
      "return %1\n" },
    { "character, enum and big constants",
      "enum { A = 4, B }; void g(unsigned long, long);\n"
      "int f(void) { g(0xffffffffffffffffu, -9223372036854775807L - 1); "
      "return 'a' + B; }",
      "func f value\n"
      "b0:\n"
      "call g(?, -9223372036854775808)\n"
      "return 102\n" },
    { "text literals", "void g(const char *); void f(void) { g(\"a\\n\\\"\" \"b\"); }",
      "func f\n"
      "b0:\n"
      "call g(\"a\\\\n\\\\\\\"b\")\n"
      "return\n" },
    { "floating point is unknown",
      "void g(double); double f(double d) { g(1.5); return d * 2; }",
      "func f value\n"
      "b0:\n"
      "call g(?)\n"
      "compute %1 = d * 2\n"
      "return %1\n" },
    { "unsigned constants beyond a signed number",
      "void g(void); void f(unsigned long n) { if (n < (unsigned long)-1) g(); "
      "if (n == (unsigned long)-1) g(); if (0 < 0xffffffffffffffffu) g(); }",
      "func f\n"
      "b0:\n"
      "if n < ? then b1 else b2\n"
      "b1:\n"
      "call g()\n"
      "goto b2\n"
      "b2:\n"
      "if n == -1 then b3 else b4\n"
      "b3:\n"
      "call g()\n"
      "goto b4\n"
      "b4:\n"
      "if 0 < ? then b5 else b6\n"
      "b5:\n"
      "call g()\n"
      "goto b6\n"
      "b6:\n"
      "return\n" },
    { "variadic arguments",
      "#include <stdarg.h>\n"
      "int f(int n, ...) { va_list ap; va_start(ap, n); "
      "int x = va_arg(ap, int); va_end(ap); return x; }",
      "func f variadic value\n"
      "b0:\n"
      "call __builtin_va_start(&ap, n)\n"
      "unknown &ap\n"
      "copy x = ?\n"
      "call __builtin_va_end(&ap)\n"
      "return x\n" },
};

int main(void)
{
    return run_lower_cases("value", cases, ARRAY_LEN(cases));
}
