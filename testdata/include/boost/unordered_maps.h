/* What Boost's headers declare, as far as a model sees it: unordered_map.hpp and
 * unordered_flat_map.hpp, reduced to names and parameters. */
#pragma GCC system_header
#include <utility>

namespace boost {
namespace unordered {
namespace iterator_detail {
template <class V> struct iterator {
    V *node_;
    V &operator*() const;
    V *operator->() const;
    iterator &operator++();
    iterator operator++(int);
    bool operator==(const iterator &other) const;
    bool operator!=(const iterator &other) const;
};
}
namespace detail {
namespace foa {
template <class V> struct table_iterator {
    V *p_;
    V &operator*() const;
    V *operator->() const;
    table_iterator &operator++();
    table_iterator operator++(int);
    friend bool operator==(const table_iterator &a, const table_iterator &b)
    {
        return a.p_ == b.p_;
    }
    friend bool operator!=(const table_iterator &a, const table_iterator &b)
    {
        return !(a == b);
    }
};
}
}

template <class K, class T> class unordered_map {
  public:
    using key_type = K;
    using value_type = std::pair<const K, T>;
    using iterator = iterator_detail::iterator<value_type>;
    iterator begin();
    iterator end();
    T &operator[](const key_type &key);
    template <class... Args> std::pair<iterator, bool> emplace(Args &&...args);
    iterator erase(iterator it);
    unsigned long erase(const key_type &key);
    iterator find(const key_type &key);
};

template <class K, class T> class unordered_flat_map {
  public:
    using key_type = K;
    using value_type = std::pair<const K, T>;
    using iterator = detail::foa::table_iterator<value_type>;
    iterator begin();
    iterator end();
    T &operator[](const key_type &key);
    void erase(iterator it);
    unsigned long erase(const key_type &key);
    iterator find(const key_type &key);
};
}
using unordered::unordered_flat_map;
using unordered::unordered_map;
}
