/*
 * Operators and constants.
 */
#include "front/clang_lower.h"

bool arith_fold(char op, int64_t a, int64_t b, int64_t *out)
{
    switch (op) {
    case '+':
        return !__builtin_add_overflow(a, b, out);
    case '-':
        return !__builtin_sub_overflow(a, b, out);
    case '*':
        return !__builtin_mul_overflow(a, b, out);
    case '/':
    case '%':
        if (b == 0 || (a == INT64_MIN && b == -1))
            return false;
        *out = op == '/' ? a / b : a % b;
        return true;
    case '&':
        *out = a & b;
        return true;
    case '|':
        *out = a | b;
        return true;
    case '^':
        *out = a ^ b;
        return true;
    case '<':
        if (a < 0 || b < 0 || b > 62 || a > (INT64_MAX >> b))
            return false;
        *out = (int64_t)((uint64_t)a << b);
        return true;
    case '>':
        if (a < 0 || b < 0 || b > 63)
            return false;
        *out = a >> b;
        return true;
    default:
        return false;
    }
}

char arith_char(enum CXBinaryOperatorKind kind)
{
    switch (kind) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return '*';
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return '/';
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return '%';
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return '+';
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return '-';
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return '<';
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return '>';
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return '&';
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return '^';
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return '|';
    default:
        return '?';
    }
}
