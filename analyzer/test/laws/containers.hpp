/*
 * Trials of C++ containers: every change under an open iteration, and with a reference
 * to an element at hand. One template for all; what it compares with is each model's
 * affair.
 *
 * A change that the standard forbids need not be seen in the first table it is tried
 * on, so each is tried on one with well spread keys and on one where all keys collide,
 * and goes well when it does on both.
 */
#ifndef MAPVET_TEST_LAWS_CONTAINERS_HPP
#define MAPVET_TEST_LAWS_CONTAINERS_HPP

#include "test/laws/trials.h"

#include <cstddef>
#include <memory>
#include <type_traits>

/* The keys of the first entries lie STEP apart: they change places when a table grows.
 */
enum { ENTRIES = 8, MANY = 1000, STEP = 17, TURNS_MAX = 4 * MANY, TURN = 4 };

/* Key and value; one that was destroyed shows it where the memory is still there. */
class Number
{
  public:
    Number(int number) : number_(number)
    {
    }
    Number(const Number &other) : number_(other.number_)
    {
    }
    Number &operator=(const Number &other)
    {
        number_ = other.get();
        return *this;
    }
    ~Number()
    {
        number_ = -1;
    }
    int get() const
    {
        return number_;
    }
    bool operator==(const Number &other) const
    {
        return get() == other.get();
    }
    bool operator<(const Number &other) const
    {
        return get() < other.get();
    }

  private:
    volatile int number_;
};

struct Spread {
    std::size_t operator()(const Number &key) const
    {
        return static_cast<std::size_t>(key.get());
    }
};

struct Crowd {
    std::size_t operator()(const Number &) const
    {
        return 7;
    }
};

template <class Map, class = void> struct IsMap : std::false_type {
};
template <class Map>
struct IsMap<Map, std::void_t<typename Map::mapped_type>> : std::true_type {
};

template <class Map> void put(Map &map, int key)
{
    if constexpr (IsMap<Map>::value)
        map.emplace(Number(key), Number(key));
    else
        map.emplace(Number(key));
}

template <class Map> int number_in(const typename Map::value_type &entry)
{
    if constexpr (IsMap<Map>::value)
        return entry.second.get();
    else
        return entry.get();
}

template <class Map> using Owner = std::unique_ptr<Map>;

template <class Map> Owner<Map> table()
{
    auto map = std::make_unique<Map>();
    for (int i = 0; i < ENTRIES; i++)
        put(*map, i * STEP);
    return map;
}

/* ---- changes, made while `current` is at hand ---- */

/* The key that is written again: never the one at hand. */
inline int other_than(int current)
{
    return current == STEP ? 2 * STEP : STEP;
}

struct WriteNew {
    template <class Map> static void change(Owner<Map> &map, int)
    {
        for (int i = 0; i < MANY; i++)
            put(*map, ENTRIES * STEP + i);
    }
};

/* Once over the load of the first table: growing twice may restore the old order. */
struct WriteExisting {
    template <class Map> static void change(Owner<Map> &map, int current)
    {
        for (int i = 0; i < ENTRIES; i++)
            put(*map, other_than(current));
    }
};

struct DeleteCurrent {
    template <class Map> static void change(Owner<Map> &map, int current)
    {
        map->erase(Number(current));
    }
};

struct DeleteOther {
    template <class Map> static void change(Owner<Map> &map, int current)
    {
        for (int i = 0; i < ENTRIES; i++)
            if (i * STEP != current)
                map->erase(Number(i * STEP));
    }
};

struct Clear {
    template <class Map> static void change(Owner<Map> &map, int)
    {
        map->clear();
    }
};

struct Free {
    template <class Map> static void change(Owner<Map> &map, int)
    {
        map.reset();
    }
};

struct Assign {
    template <class Map> static void change(Owner<Map> &map, int)
    {
        *map = Map();
    }
};

struct Reserve {
    template <class Map> static void change(Owner<Map> &map, int)
    {
        map->reserve(MANY);
    }
};

/* ---- trials ---- */

template <class Change, class Map> bool pointer_stays()
{
    auto map = table<Map>();
    int current = ENTRIES / 2 * STEP;
    const typename Map::value_type *at = &*map->find(Number(current));
    Change::change(map, current);
    return number_in<Map>(*at) == current;
}

/* Was every entry met once that was there all the time? */
template <class Change, class Map> bool all_met(const int *met, int current)
{
    bool all = true;
    for (int i = 0; i < ENTRIES; i++) {
        bool again = std::is_same_v<Change, WriteExisting> && /* may be there twice */
                     i * STEP == other_than(current);
        bool gone = std::is_same_v<Change, DeleteOther> && i * STEP != current;
        all = all && (met[i] == 1 || (again && met[i] > 1) || (gone && met[i] == 0));
    }
    return all;
}

template <class Change, class Map> bool iteration_goes_on()
{
    auto map = table<Map>();
    int met[ENTRIES] = { 0 }, turns = 0, current = 0;
    for (auto it = map->begin(); it != map->end(); ++it) {
        int number = number_in<Map>(*it);
        if (++turns == TURN) {
            current = number;
            Change::change(map, current);
            if (number_in<Map>(*it) != current)
                return false;
        }
        if (turns > TURNS_MAX)
            return false;
        if (number < ENTRIES * STEP)
            met[number / STEP]++;
    }
    return all_met<Change, Map>(met, current);
}

template <class Change, class Map, class Crowded> bool pointer()
{
    return pointer_stays<Change, Map>() && pointer_stays<Change, Crowded>();
}

template <class Change, class Map, class Crowded> bool iteration()
{
    return iteration_goes_on<Change, Map>() && iteration_goes_on<Change, Crowded>();
}

/* All trials of a container: its name in the model, the container with well spread
 * keys, with keys that collide. */
#define CHANGE(name, word, Change, ...)                                                \
    { name, 0, word, iteration<Change, __VA_ARGS__> },                                 \
    {                                                                                  \
        name, LAW_POINTER, word, pointer<Change, __VA_ARGS__>                          \
    }
#define ORDERED_TRIALS(name, ...)                                                      \
    CHANGE(name, "write:new", WriteNew, __VA_ARGS__),                                  \
        CHANGE(name, "write:existing", WriteExisting, __VA_ARGS__),                    \
        CHANGE(name, "delete:current", DeleteCurrent, __VA_ARGS__),                    \
        CHANGE(name, "delete:other", DeleteOther, __VA_ARGS__),                        \
        CHANGE(name, "clear", Clear, __VA_ARGS__),                                     \
        CHANGE(name, "free", Free, __VA_ARGS__),                                       \
        CHANGE(name, "new", Assign, __VA_ARGS__)
#define HASHED_TRIALS(name, ...)                                                       \
    ORDERED_TRIALS(name, __VA_ARGS__), CHANGE(name, "reserve", Reserve, __VA_ARGS__)

#endif
