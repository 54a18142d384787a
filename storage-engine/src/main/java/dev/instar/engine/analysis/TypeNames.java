package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.IntervalModifiers;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the name of a type as it is written to the type. Stateless. */
public final class TypeNames {
  private static final String INTERVAL_FIELDS = "interval ";
  private static final String CATALOG_SCHEMA = "pg_catalog";

  /** Types that PostgreSQL has. */
  private static final Set<String> ABSENT =
      Set.of(
          ("bit,bit varying,box,cidr,circle,daterange,datemultirange,gtsvector,int4range,"
                  + "int4multirange,int8range,int8multirange,jsonpath,line,lseg,macaddr,macaddr8,"
                  + "money,numrange,nummultirange,path,point,polygon,refcursor,regconfig,"
                  + "regdictionary,tsquery,tsrange,tsmultirange,tstzrange,tstzmultirange,tsvector,"
                  + "xml")
              .split(",", -1));

  private TypeNames() {}

  /**
   * A type and what stood in parentheses behind it.
   *
   * @param modifier {@code atttypmod}; -1 for none
   */
  public record ResolvedType(DataType type, int modifier) {}

  /**
   * @throws SqlException 42704 if there is no such type, 3F000 if there is no such schema, 22023
   *     and 42601 if its modifiers make no sense
   */
  public static ResolvedType resolve(TypeName name, StatementContext context) {
    String plain = name.name().name();
    boolean fields = name.name().schema().isEmpty() && plain.startsWith(INTERVAL_FIELDS);
    DataType scalar = fields ? Types.INTERVAL : scalar(name.name(), context);
    DataType type = name.arrayDimensions() > 0 ? arrayOf(scalar, context) : scalar;
    List<Integer> modifiers = numbers(name.modifiers());
    if (fields) {
      int digits = modifiers.isEmpty() ? -1 : modifiers.getFirst();
      String which = plain.substring(INTERVAL_FIELDS.length());
      return new ResolvedType(type, IntervalModifiers.of(which, digits));
    }
    // The standard's CHARACTER is one character long; PostgreSQL's own bpchar is unlimited.
    boolean oneCharacter = plain.equals("character") && modifiers.isEmpty();
    return new ResolvedType(
        type, TypeModifiers.encode(type, oneCharacter ? List.of(1) : modifiers));
  }

  private static List<Integer> numbers(List<String> texts) {
    List<Integer> numbers = new ArrayList<>(texts.size());
    for (String text : texts) {
      try {
        numbers.add(Integer.valueOf(text));
      } catch (NumberFormatException e) {
        throw new SqlException(
            SqlState.SYNTAX_ERROR, "type modifiers must be simple constants or identifiers", e);
      }
    }
    return numbers;
  }

  private static DataType scalar(QualifiedName name, StatementContext context) {
    return find(name, context).orElseThrow(() -> missing(name));
  }

  private static SqlException missing(QualifiedName name) {
    boolean ofCatalog = name.schema().filter(schema -> !schema.equals(CATALOG_SCHEMA)).isEmpty();
    if (ofCatalog && ABSENT.contains(name.name())) {
      return SqlException.unsupported("type " + name.name());
    }
    return new SqlException(
        SqlState.UNDEFINED_OBJECT, "type \"" + RelationNames.text(name) + "\" does not exist");
  }

  /** The type of that name, if there is one. */
  public static Optional<DataType> find(QualifiedName name, StatementContext context) {
    if (name.schema().isPresent()) {
      if (name.schema().get().equals(CATALOG_SCHEMA)) {
        return builtIn(name.name());
      }
      Schema schema = RelationNames.schema(name.schema().get(), context);
      return inSchema(schema.oid(), name.name(), context);
    }
    Optional<DataType> builtIn = builtIn(name.name());
    if (builtIn.isPresent()) {
      return builtIn;
    }
    for (int schema : context.searchPath()) {
      Optional<DataType> found = inSchema(schema, name.name(), context);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<DataType> builtIn(String name) {
    return Types.byName(name).filter(type -> !ofCitext(type));
  }

  private static boolean ofCitext(DataType type) {
    return type.equals(Types.CITEXT) || type.oid() == Types.CITEXT.arrayOid();
  }

  /** A user's type, or one that an extension has brought there. */
  private static Optional<DataType> inSchema(int schema, String name, StatementContext context) {
    Optional<DataType> own = userType(schema, name, context);
    return own.isPresent()
        ? own
        : Types.byName(name).filter(TypeNames::ofCitext).filter(type -> hasCitext(schema, context));
  }

  private static boolean hasCitext(int schema, StatementContext context) {
    return context
        .catalog()
        .extension(Types.CITEXT.name())
        .filter(extension -> extension.schema() == schema)
        .isPresent();
  }

  private static Optional<DataType> userType(int schema, String name, StatementContext context) {
    Optional<UserEnum> type = context.catalog().userType(schema, name);
    if (type.isPresent()) {
      return context.catalog().type(type.get().oid());
    }
    return name.startsWith("_")
        ? context
            .catalog()
            .userType(schema, name.substring(1))
            .flatMap(element -> context.catalog().type(element.arrayOid()))
        : Optional.empty();
  }

  /**
   * The array type over a type; an array's is itself, as the number of dimensions is no matter of
   * types.
   *
   * @throws SqlException 42704 if there is none
   */
  public static DataType arrayOf(DataType element, StatementContext context) {
    if (element.element().isPresent()) {
      return element;
    }
    return context
        .catalog()
        .type(element.arrayOid())
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_OBJECT,
                    "could not find array type for data type " + element.sqlName()));
  }
}
