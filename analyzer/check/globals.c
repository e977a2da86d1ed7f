#include "check/globals.h"

bool global_is_lazy(Program *program, Sym name, Span *test)
{
    Facts made = program_facts(program, FACT_MADE, name);
    Facts tested = program_facts(program, FACT_TESTED, name);
    if (made.count == 0 || tested.count == 0 || tested.items[0].number != 1 ||
        (!made.items[0].number && !program_is_whole(program)) ||
        program_facts(program, FACT_SET, name).count ||
        program_facts(program, FACT_EXPOSED, name).count)
        return false;
    *test = tested.items[0].span;
    return true;
}
